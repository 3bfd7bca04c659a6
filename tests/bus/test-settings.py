# SPDX-License-Identifier: LGPL-2.1-or-later
"""org.recoup.Recoup1.Settings: one table for bus and file; the file is the user's."""
import pytest
from support import SECOND, SETTINGS, BusError, GLib, instant, now, text, wait_for


def refused(name, function, *words, **more):
    """The message of a call that must be answered with this error."""
    with pytest.raises(BusError) as caught:
        function(*words, **more)
    assert caught.value.name == name, caught.value
    return caught.value.message


def get(daemon):
    """Settings.Get."""
    return daemon.call("Get", interface=SETTINGS)


def reset(daemon, *keys):
    """Settings.Reset."""
    return daemon.call("Reset", "(as)", list(keys), interface=SETTINGS)


def test_describe(daemon):
    """Each setting is described, and the default is what holds."""
    rows = daemon.call("Describe", interface=SETTINGS)
    values = get(daemon)
    assert {row["key"] for row in rows} == set(values)
    for row in rows:
        assert values[row["key"]] == row["default"], row
        assert row["doc"] and row["type"] and row["group"] and "range" in row and "unit" in row


def test_set_and_reset(daemon):
    """Written before the answer."""
    values = daemon.set(wake="mon-fri:06:30,sat-sun:08:00", sleep_need_min="500")
    assert values["sleep_need_min"] == "500" and get(daemon) == values
    written = daemon.conf.read_text(encoding="utf-8")
    assert "[Model]" in written and "sleep_need_min=500" in written
    assert daemon.conf.stat().st_mode & 0o777 == 0o600
    assert reset(daemon, "sleep_need_min")["sleep_need_min"] == "480"
    assert "sleep_need_min" not in daemon.conf.read_text(encoding="utf-8")
    assert reset(daemon)["wake"] == next(row["default"] for row in daemon.call("Describe", interface=SETTINGS)
                                         if row["key"] == "wake")


def test_refused_as_one(daemon):
    """One bad value, and nothing changes."""
    message = refused("OutOfRange", daemon.set, meals_per_day="5", sleep_need_min="9000")
    assert "sleep_need_min" in message and "9000" in message and "540" in message
    refused("InvalidArgument", daemon.set, wake="soon")
    refused("NotFound", daemon.set, colour="red")
    refused("NotFound", reset, daemon, "colour")
    refused("InvalidArgument", daemon.set, quiet_from="22:00")
    refused("InvalidArgument", daemon.call, "Set", "(a{sv})", {"sleep_need_min": GLib.Variant("d", 480)}, interface=SETTINGS)
    assert get(daemon)["meals_per_day"] == "4" and not daemon.conf.exists()


def test_by_hand(daemon):
    """What is written into the file takes effect, and comments stay."""
    before = daemon.get("Revision")
    daemon.conf.write_text("# mine\n\n[Model]\nsleep_need_min=450\n", encoding="utf-8")
    wait_for(lambda: get(daemon)["sleep_need_min"] == "450", "the change")
    assert daemon.get("Revision") > before
    daemon.set(meals_per_day="5")
    assert daemon.conf.read_text(encoding="utf-8") == "# mine\n\n[Model]\nsleep_need_min=450\nmeals_per_day=5\n"


def test_file_with_an_error(daemon):
    """The last good settings stay, and the file is not touched."""
    daemon.set(sleep_need_min="450")
    daemon.conf.write_text("[Model]\nsleep_need_min=often\n", encoding="utf-8")
    wait_for(lambda: "often" in daemon.read_log(), "the complaint")
    assert get(daemon)["sleep_need_min"] == "450"
    refused("ReadOnly", daemon.set, meals_per_day="5")
    assert daemon.conf.read_text(encoding="utf-8") == "[Model]\nsleep_need_min=often\n"
    assert "often" in daemon.get("Problem", SETTINGS)
    daemon.conf.write_text("[Model]\nsleep_need_min=440\n", encoding="utf-8")
    wait_for(lambda: daemon.get("Problem", SETTINGS) == "", "the end of the problem")
    assert get(daemon)["sleep_need_min"] == "440"


def test_protein_for_the_weight(daemon):
    """A target above 3.1 g for each kg is refused where a weight is known, and stands in no other change's way."""
    assert daemon.set(protein_target_g="390")["protein_target_g"] == "390"  # nobody knows better
    assert "at most 186 g" in refused("OutOfRange", daemon.set, protein_target_g="187", body_weight_kg="60")
    daemon.set(protein_target_g="186", body_weight_kg="60")
    daemon.add({"kind": text("weight"), "at": instant(now() - SECOND), "kg": GLib.Variant("d", 50)})
    assert daemon.set(meals_per_day="5")["protein_target_g"] == "186"
    assert "at most 155 g" in refused("OutOfRange", daemon.set, protein_target_g="156")
    daemon.set(protein_target_g="155")
    daemon.conf.write_text("[Model]\nprotein_target_g=200\n", encoding="utf-8")
    wait_for(lambda: "at most 155 g" in daemon.get("Problem", SETTINGS), "the problem")
    assert get(daemon)["protein_target_g"] == "155"


def test_conflict(daemon):
    """A change that the daemon has not read yet is never overwritten. It reads one soon, so the two are tried until they
    meet."""
    def meet(turn):
        mine = f"[Model]\nsleep_need_min={440 + turn}\n"
        daemon.conf.write_text(mine, encoding="utf-8")
        try:
            daemon.set(meals_per_day="5")
        except BusError as error:
            assert error.name == "Conflict", error
            assert daemon.conf.read_text(encoding="utf-8") == mine and get(daemon)["sleep_need_min"] == str(440 + turn)
            return True
        return False
    assert any(meet(turn) for turn in range(50))
    assert daemon.set(meals_per_day="6")["meals_per_day"] == "6"
    assert "sleep_need_min=" in daemon.conf.read_text(encoding="utf-8")


def test_unwritable_file(stopped):
    """A folder in its place cannot be written by anybody."""
    stopped.conf.mkdir(parents=True)
    daemon = stopped.start()
    refused("ReadOnly", daemon.set, meals_per_day="5")
    assert get(daemon)["meals_per_day"] == "4"


def test_undo(daemon):
    """A change of settings is undone like any other, in its turn."""
    daemon.set(sleep_need_min="450", meals_per_day="5")
    daemon.set(sleep_need_min="500")
    daemon.call("Undo", "(s)", "")
    assert get(daemon)["sleep_need_min"] == "450"
    daemon.call("Undo", "(s)", "")
    values = get(daemon)
    assert values["sleep_need_min"] == "480" and values["meals_per_day"] == "4"
    assert "sleep_need_min" not in daemon.conf.read_text(encoding="utf-8")
    reset(daemon)
    daemon.set(sleep_need_min="450")
    reset(daemon)
    daemon.call("Undo", "(s)", "")
    assert get(daemon)["sleep_need_min"] == "450"


def test_settings_reach_the_state(daemon):
    """What is set is what is computed with."""
    daemon.set(protein_target_g="150")
    assert daemon.state()["today"]["protein_target_g"] == 150
