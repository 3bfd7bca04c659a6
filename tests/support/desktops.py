# SPDX-License-Identifier: LGPL-2.1-or-later
"""Real notification servers on real screens, each with what a user sees and does there: how many popups are up, a picture, a
press of a button, the switch for peace. A server is a row of SERVERS. Everything runs on a private bus in a home of its own."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "bus"))
from support import DEADLINE, TOP, Bus, Daemon, Gio, GLib, afternoon_zone, wait_for  # noqa: E402

SERVER, SERVER_PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
PROPERTIES = "org.freedesktop.DBus.Properties"
ACTIVATION = pathlib.Path("/usr/share/dbus-1/services")
WIDTH, HEIGHT = 1024, 600
COLOUR = "#335577"


def owns(connection, name):
    """Whether somebody has this name."""
    return connection.call_sync("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "NameHasOwner",
                                GLib.Variant("(s)", (name,)), None, Gio.DBusCallFlags.NONE, -1, None).unpack()[0]


class Xvfb:
    """An X screen, with a window manager where the server's windows want one."""

    def __init__(self, desktop, manager=None):
        self.desktop = desktop
        reader, writer = os.pipe()
        desktop.spawn("Xvfb", "-displayfd", str(writer), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp", "-noreset",
                      pass_fds=[writer])
        os.close(writer)
        with os.fdopen(reader, encoding="ascii") as lines:
            desktop.environment["DISPLAY"] = ":" + lines.readline().strip()
        desktop.run("xsetroot", "-solid", COLOUR)
        if manager is not None:
            desktop.spawn(manager)

    def picture(self, path):
        """The screen as it is."""
        self.desktop.run("import", "-window", "root", str(path))

    def click(self, x, y):
        """The mouse goes there, and its button down and up."""
        self.desktop.run("xdotool", "mousemove", str(x), str(y), "click", "1")


class Sway:
    """A wlroots compositor without a monitor."""

    def __init__(self, desktop):
        self.desktop = desktop
        config = desktop.folder / "sway.conf"
        config.write_text(f"output HEADLESS-1 resolution {WIDTH}x{HEIGHT} position 0 0\noutput * bg {COLOUR} solid_color\n"
                          "xwayland disable\n", encoding="utf-8")
        desktop.environment.update(WLR_BACKENDS="headless", WLR_LIBINPUT_NO_DEVICES="1", WLR_RENDERER="pixman",
                                   WLR_HEADLESS_OUTPUTS="1")
        # sway refuses to run as root: then it is another user, in its own eyes.
        other = ("unshare", "--user", "--map-user=1000", "--map-group=1000") if os.getuid() == 0 else ()
        desktop.spawn(*other, "sway", "-c", str(config))
        run = pathlib.Path(desktop.environment["XDG_RUNTIME_DIR"])
        wait_for(lambda: [path for path in run.glob("wayland-*") if path.suffix == ""], "sway")
        desktop.environment["WAYLAND_DISPLAY"] = next(path.name for path in run.glob("wayland-*") if path.suffix == "")

    def picture(self, path):
        """The screen as it is."""
        self.desktop.run("grim", str(path))


class Desktop:
    """A bus, a home, a screen, a notification server, and the daemon."""

    def __init__(self, folder, server):
        self.folder, self.server, self.children = pathlib.Path(folder), server, []
        self.buses = []
        self.bus = self.add_bus()
        self.home = self.folder / "home"
        run = self.folder / "run"
        for path in (self.home / "config", run):
            path.mkdir(parents=True, mode=0o700)
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": str(self.home), "LC_ALL": "C.UTF-8", "XDG_CONFIG_HOME": f"{self.home}/config",
            "XDG_DATA_HOME": f"{self.home}/data", "XDG_CACHE_HOME": f"{self.home}/cache", "XDG_RUNTIME_DIR": str(run),
            "DBUS_SESSION_BUS_ADDRESS": self.bus.address, "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nonexistent",
            "LIBGL_ALWAYS_SOFTWARE": "1", "GIO_USE_VFS": "local", "GSETTINGS_BACKEND": "memory"}
        self.log = open(self.folder / "log", "wb")  # pylint: disable=consider-using-with
        self.daemon = Daemon(self.bus, self.home, TZ=afternoon_zone(), XDG_RUNTIME_DIR=str(run))
        self.install()
        self.process = None
        self.screen = server.open_screen(self)

    def install(self):
        """What an installed recoup shows of itself: the icon, and its name."""
        for name, place in (("org.recoup.Recoup1.svg", "icons/hicolor/scalable/apps"),
                            ("org.recoup.Recoup1.desktop", "applications")):
            folder = self.home / "data" / place
            folder.mkdir(parents=True)
            shutil.copy(TOP / "data" / name, folder)

    def spawn(self, *words, **more):
        """Starts a program that stays until the end."""
        # pylint: disable-next=consider-using-with
        child = subprocess.Popen(words, env=self.environment, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, **more)
        self.children.append(child)
        return child

    def run(self, *words):
        """Runs a program. Returns: what it said"""
        ended = subprocess.run(words, env=self.environment, check=True, timeout=DEADLINE, stdout=subprocess.PIPE,
                               stderr=self.log, text=True)
        return ended.stdout

    def call(self, name, path, interface, method, arguments=None):
        """A call on the bus. Returns: what it answered, unpacked"""
        return self.daemon.connection.call_sync(name, path, interface, method, arguments, None, Gio.DBusCallFlags.NO_AUTO_START,
                                                DEADLINE * 1000, None).unpack()

    def add_bus(self):
        """One more bus, for what a desktop expects of the system."""
        bus = Bus(self.folder / f"b{len(self.buses)}")
        self.buses.append(bus)
        return bus

    def activate(self, *patterns):
        """Lets the bus start these services, as it does on a desktop without systemd."""
        for pattern in patterns:
            for path in ACTIVATION.glob(pattern):
                lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
                (self.bus.services / path.name).write_text(
                    "".join(line for line in lines if not line.startswith("SystemdService")), encoding="utf-8")
        for method, arguments in (("UpdateActivationEnvironment", GLib.Variant("(a{ss})", (self.environment,))),
                                  ("ReloadConfig", None)):
            self.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", method, arguments)

    def start_server(self):
        """Starts the notification server and waits for its name."""
        self.process = self.spawn(*self.server.command)
        wait_for(lambda: owns(self.daemon.connection, SERVER) or self.process.poll() is not None, self.server.name)
        assert self.process.poll() is None, self.read_log()
        self.server.settle(self)

    def stop_server(self):
        """Ends it."""
        self.process.terminate()
        self.process.wait(DEADLINE)

    def read_log(self):
        """What the programs said."""
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")[-3000:]

    def displayed(self):
        """Number of popups on the screen."""
        return self.server.displayed(self)

    def compare(self, before, after):
        """In how many pixels two pictures differ."""
        told = subprocess.run(["compare", "-metric", "AE", str(before), str(after), "null:"], capture_output=True, text=True,
                              check=False, timeout=DEADLINE)
        assert told.returncode < 2, told.stderr
        return int(float(told.stderr))

    def stop(self):
        """Ends everything. Returns: the exit status of the daemon"""
        status = self.daemon.end() if self.daemon.process is not None and self.daemon.process.poll() is None else None
        for child in reversed(self.children):
            if child.poll() is None:
                child.terminate()
            try:
                child.wait(DEADLINE)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait(DEADLINE)
        for bus in self.buses:
            bus.stop()
        self.log.close()
        return status


class Server:
    """What is common to all. NAME is what it calls itself; PEACE what recoup calls its switch, None where it has none that
    tells of a change."""
    name, command, peace, buttons = "", (), None, True
    lingers = 0  # seconds for which a popup that is closed by call stays

    def open_screen(self, desktop):
        """What it draws on."""
        return Xvfb(desktop)

    def settle(self, desktop):
        """What is to be done after each of its starts."""

    def displayed(self, desktop):
        """Number of popups on the screen."""
        raise NotImplementedError

    def look(self, desktop, row):
        """Whether what is said is what is to be read there."""

    def press(self, desktop, label):
        """The user presses the button whose label begins so."""
        raise NotImplementedError

    def set_peace(self, desktop, is_on):
        """The user wants peace, or no longer."""
        raise NotImplementedError


class Dunst(Server):
    """Draws no buttons: a key or click opens a menu."""
    name, command, peace, buttons = "dunst", ("dunst",), "do-not-disturb of dunst", False

    def open_screen(self, desktop):
        chooser = desktop.folder / "choose"
        chooser.write_text("#!/bin/sh\nexec grep -m 1 \"$(cat '%s')\"\n" % (desktop.folder / "choice"), encoding="utf-8")
        chooser.chmod(0o700)
        folder = desktop.home / "config" / "dunst"
        folder.mkdir()
        (folder / "dunstrc").write_text(
            f"[global]\nwidth=420\norigin=top-right\nshow_indicators=yes\nmarkup=full\ndmenu={chooser}\n", encoding="utf-8")
        return super().open_screen(desktop)

    def displayed(self, desktop):
        return desktop.call(SERVER, SERVER_PATH, PROPERTIES, "Get",
                            GLib.Variant("(ss)", ("org.dunstproject.cmd0", "displayedLength")))[0]

    def press(self, desktop, label):
        (desktop.folder / "choice").write_text(label, encoding="utf-8")
        desktop.run("dunstctl", "context")

    def set_peace(self, desktop, is_on):
        desktop.run("dunstctl", "set-paused", "true" if is_on else "false")


class Mako(Server):
    """Draws no buttons, has no switch that tells of its change."""
    name, command, buttons = "mako", ("mako",), False

    def open_screen(self, desktop):
        return Sway(desktop)

    def list(self, desktop):
        """What it shows."""
        return json.loads(desktop.run("makoctl", "list"))["data"][0]

    def displayed(self, desktop):
        return len(self.list(desktop))

    def look(self, desktop, row):
        body = self.list(desktop)[0]["body"]["data"]  # what takes the place of the buttons
        assert body.splitlines()[-1] == f"recoupctl done protein {row['grams']}", body

    def press(self, desktop, label):
        actions = self.list(desktop)[0]["actions"]["data"]
        desktop.run("makoctl", "invoke", next(key for key, value in actions.items() if value.startswith(label)))


class Toolkit(Server):
    """A server whose popups are windows that a screen reader can read."""

    def read(self, desktop, *press):
        """What it shows, and if one is named, the button is pressed."""
        helper = pathlib.Path(__file__).with_name("read-popups.py")
        return json.loads(desktop.run("/usr/bin/python3", str(helper), pathlib.Path(self.command[0]).name, *press))

    def open_screen(self, desktop):
        desktop.environment.update(GTK_MODULES="gail:atk-bridge")
        screen = Xvfb(desktop, "openbox")
        desktop.activate("org.a11y.Bus.service", "org.xfce.Xfconf.service")
        return screen

    def displayed(self, desktop):
        return len(self.read(desktop))

    def place(self, desktop, label):
        """Where on the screen a button is."""
        buttons = {}
        for popup in self.read(desktop):
            buttons.update(popup["buttons"])
        return next(where for name, where in buttons.items() if name.startswith(label))

    def press(self, desktop, label):
        desktop.screen.click(*self.place(desktop, label))


class Xfce(Toolkit):
    """Its switch is a setting among others, in another service."""
    name, command = "Xfce Notify Daemon", ("/usr/lib/x86_64-linux-gnu/xfce4/notifyd/xfce4-notifyd",)
    peace = "do-not-disturb of Xfce"

    def set_peace(self, desktop, is_on):
        desktop.call("org.xfce.Xfconf", "/org/xfce/Xfconf", "org.xfce.Xfconf", "SetProperty",
                     GLib.Variant("(ssv)", ("xfce4-notifyd", "/do-not-disturb", GLib.Variant("b", is_on))))


class NotificationDaemon(Toolkit):
    """The old one of GNOME. What is closed by call stays on the screen until its time is up."""
    lingers = 5
    name, command = "Notification Daemon", ("/usr/lib/notification-daemon/notification-daemon",)


class Swaync(Toolkit):
    """Popups, and a list in which they stay."""
    name, command, peace = "SwayNotificationCenter", ("swaync",), "do-not-disturb of swaync"

    def open_screen(self, desktop):
        screen = Sway(desktop)
        desktop.activate("org.a11y.Bus.service")
        return screen

    def press(self, desktop, label):
        self.read(desktop, label)  # this screen has no mouse: as a screen reader does it

    def set_peace(self, desktop, is_on):
        desktop.run("swaync-client", "--dnd-on" if is_on else "--dnd-off")


class GnomeShell(Server):
    """Is the screen as well. Its switch is a setting in dconf."""
    name, peace = "gnome-shell", "do-not-disturb of GNOME"
    command = ("gnome-shell", "--headless", "--unsafe-mode", "--wayland", "--no-x11", "--virtual-monitor", f"{WIDTH}x{HEIGHT}")

    def open_screen(self, desktop):
        system = desktop.add_bus()
        desktop.environment.update(DBUS_SYSTEM_BUS_ADDRESS=system.address, GSETTINGS_BACKEND="dconf", XDG_CURRENT_DESKTOP="GNOME",
                                   XDG_SESSION_TYPE="wayland", XDG_SESSION_CLASS="user")
        desktop.daemon.environment["GSETTINGS_BACKEND"] = "dconf"
        desktop.activate("org.gnome.Shell.*.service", "ca.desrt.dconf.service")
        desktop.spawn("/usr/bin/python3", "-m", "dbusmock", "--system", "--template", "logind")
        logind = system.connect()
        wait_for(lambda: owns(logind, "org.freedesktop.login1"), "logind")
        for schema, key, value in (("org.gnome.shell", "welcome-dialog-last-shown-version", "99"),
                                   ("org.gnome.desktop.lockdown", "disable-lock-screen", "true"),
                                   ("org.gnome.desktop.background", "picture-uri", ""),
                                   ("org.gnome.desktop.background", "primary-color", COLOUR),
                                   ("org.gnome.desktop.interface", "enable-animations", "false")):
            desktop.run("gsettings", "set", schema, key, value)
        return self

    def evaluate(self, desktop, script):
        """Runs a line in the shell. Returns: what it gave"""
        good, answer = desktop.call("org.gnome.Shell", "/org/gnome/Shell", "org.gnome.Shell", "Eval",
                                    GLib.Variant("(s)", (script,)))
        assert good, answer
        return json.loads(answer) if answer else None

    def settle(self, desktop):
        self.desktop = desktop
        wait_for(lambda: owns(desktop.daemon.connection, "org.gnome.Shell.Screenshot"), "the pictures")
        # It begins with a word of its own, that the screen cannot be locked without its login manager.
        wait_for(lambda: self.evaluate(desktop, "Main.messageTray.getSources().length"), "what it always says")
        self.evaluate(desktop, "Main.overview.hide(); Main.messageTray.getSources().filter(s => s.title !== 'Recoup')"
                               ".forEach(s => s.destroy()); 1")
        told = "Main.messageTray._notification?.source.title ?? 'Recoup'"
        wait_for(lambda: self.evaluate(desktop, told) == "Recoup", "it to fall silent")

    def picture(self, path):
        """The screen as it is."""
        assert self.desktop.call("org.gnome.Shell.Screenshot", "/org/gnome/Shell/Screenshot", "org.gnome.Shell.Screenshot",
                                 "Screenshot", GLib.Variant("(bbs)", (False, False, str(path.resolve()))))[0]

    def displayed(self, desktop):
        return self.evaluate(desktop, "Main.messageTray.getSources().filter(s => s.title === 'Recoup')"
                                      ".reduce((n, s) => n + s.notifications.length, 0)")

    def look(self, desktop, row):
        # A banner that was up while the shell still started is in the list by now.
        self.evaluate(desktop, "if (Main.messageTray._banner === null) { let s = Main.messageTray.getSources()"
                               ".find(s => s.title === 'Recoup'); let n = s.notifications[0]; n.acknowledged = false;"
                               " s.emit('notification-show', n); } 1")
        wait_for(lambda: self.evaluate(desktop, "Main.messageTray._banner !== null"), "the banner")
        self.evaluate(desktop, "Main.messageTray._banner.expand(false); 1")  # as when the mouse is over it

    def press(self, desktop, label):
        script = ("(() => { let b = Main.messageTray._banner; b.expand(false); let k = b._buttonBox.get_children()"
                  f".find(x => x.label.startsWith('{label}')); k.emit('clicked', 1); return k.label; }})()")
        self.evaluate(desktop, script)

    def set_peace(self, desktop, is_on):
        desktop.run("gsettings", "set", "org.gnome.desktop.notifications", "show-banners", "false" if is_on else "true")


SERVERS = {
    "dunst": Dunst,
    "gnome-shell": GnomeShell,
    "mako": Mako,
    "notification-daemon": NotificationDaemon,
    "swaync": Swaync,
    "xfce4-notifyd": Xfce,
}
