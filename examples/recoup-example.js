#!/usr/bin/gjs
// SPDX-License-Identifier: LGPL-2.1-or-later
// recoup from JavaScript, with GJS.
const USAGE = `usage: recoup-example.js status                  where you stand, in one line
       recoup-example.js follow                  the same, again whenever it changes, until interrupted
       recoup-example.js log GRAMS               a meal, now
       recoup-example.js inhibit REASON COMMAND  reminders wait while the command runs`;

const {Gio, GLib} = imports.gi;
const System = imports.system;

const NAME = 'org.recoup.Recoup1';
const PATH = '/org/recoup/Recoup1';
const PROPERTIES = 'org.freedesktop.DBus.Properties';

// Calls recoupd, which the bus starts if need be, and unpacks what it answers.
function call(bus, iface, method, args, reply) {
    return bus.call_sync(NAME, PATH, iface, method, args, GLib.VariantType.new(reply), Gio.DBusCallFlags.NONE, -1, null)
        .recursiveUnpack();
}

// What recoupd says is for people; the name of the error in front of it is for programs.
function complain(error) {
    if (error instanceof GLib.Error)
        Gio.DBusError.strip_remote_error(error);
    printerr(`recoup-example: ${error.message}`);
}

// A property that is about health changes without a signal, so it is asked for and never cached, as a proxy would.
function readStatus(bus) {
    return call(bus, PROPERTIES, 'Get', new GLib.Variant('(ss)', [NAME, 'Summary']), '(v)')[0];
}

function status(bus) {
    print(readStatus(bus));
    return 0;
}

// Prints it whenever Revision, which is broadcast, says that it may differ.
function follow(bus) {
    let last = '';

    function show() {
        try {
            const now = readStatus(bus);
            if (now !== last)
                print(now);
            last = now;
        } catch (error) {
            complain(error);
        }
    }

    bus.signal_subscribe(NAME, PROPERTIES, 'PropertiesChanged', PATH, NAME, Gio.DBusSignalFlags.NONE,
        (_bus, _sender, _path, _iface, _signal, args) => {
            if ('Revision' in args.recursiveUnpack()[1])
                show();
        });
    // Calls the first function at once if the daemon runs, and again whenever it was started anew.
    Gio.bus_watch_name_on_connection(bus, NAME, Gio.BusNameWatcherFlags.AUTO_START, show, () => {
        last = '';
        print('recoupd is not there');
    });
    new GLib.MainLoop(null, false).run();
    return 0;
}

// Logs a meal. All entries of a call are taken, or none.
function log(bus, grams) {
    const meal = {
        kind: new GLib.Variant('s', 'meal'),
        at: new GLib.Variant('x', Math.floor(Date.now() / 1000) * 1000000), // microseconds
        protein_g: new GLib.Variant('d', Number(grams.trim() || NaN)), // recoupd refuses what is no number
        source: new GLib.Variant('s', 'recoup-example'),
    };
    const [ids, undo] = call(bus, `${NAME}.Journal`, 'Add', new GLib.Variant('(aa{sv}a{sv})', [[meal], {}]), '(ass)');
    print(`logged ${ids[0]}, undo token ${undo}`);
    return 0;
}

// The inhibitor ends with our connection. A daemon that was started anew knows nothing of it, so it is asked again.
function inhibit(bus, reason, ...command) {
    const loop = new GLib.MainLoop(null, false);
    let child = null;
    let failure = null;

    function onAppeared() {
        try {
            call(bus, NAME, 'Inhibit', new GLib.Variant('(assx)', [[], reason, 0]), '(u)');
            if (child === null) {
                child = Gio.Subprocess.new(command, Gio.SubprocessFlags.STDIN_INHERIT);
                child.wait_async(null, () => loop.quit());
            }
        } catch (error) {
            if (child !== null) {
                complain(error); // the command goes on without it
                return;
            }
            failure = error;
            loop.quit();
        }
    }

    Gio.bus_watch_name_on_connection(bus, NAME, Gio.BusNameWatcherFlags.AUTO_START, onAppeared, () => {
        if (child === null) {
            failure = new Error('recoupd is not there');
            loop.quit();
        }
    });
    loop.run();
    if (failure !== null)
        throw failure;
    return child.get_if_exited() ? child.get_exit_status() : 1;
}

function main(verb, ...words) {
    const verbs = {status: [status, 0, 0], follow: [follow, 0, 0], log: [log, 1, 1], inhibit: [inhibit, 2, 99]};
    const [run, least, most] = verbs[verb] ?? [null, 0, 0];
    if (run === null || words.length < least || words.length > most) {
        printerr(USAGE);
        return 1;
    }
    try {
        return run(Gio.bus_get_sync(Gio.BusType.SESSION, null), ...words);
    } catch (error) {
        complain(error);
        return 1;
    }
}

System.exit(main(...ARGV));
