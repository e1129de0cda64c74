"""What a merge did or would do, for scripts."""

import json
from collections.abc import Mapping, Sequence

from exports.halsa.deliveries import Left
from storage.conflict_names import Clash
from storage.delivery import Merged
from storage.journal import Entity
from storage.peers import Silent

_KINDS: Mapping[Entity, str] = {
    Entity.LAPTOP: "dator",
    Entity.PARTICIPANT: "deltagare",
    Entity.SESSION: "tillfalle",
    Entity.ATTENDANCE: "deltagartillfalle",
    Entity.ANSWER: "svar om deltagare",
    Entity.LINK: "lank",
    Entity.SESSION_ANSWER: "svar om tillfallen",
}


def as_json(merged: Merged, left: Sequence[Left]) -> str:
    """Files, changes, conflicts, computers not heard, and figures before and after."""
    answer = {
        "filer": [
            {
                "fil": each.file,
                "dator": each.laptop,
                "nummer": each.number,
                "kand": each.known,
                "ny_dator": each.first,
                "annan_losenfras": each.phrase_differs,
                "gammal_losenfras": each.old_phrase,
                "tillfallen": each.sessions,
                "deltagartillfallen": each.attendances,
                "deltagare": each.participants,
                "raderar_andras": each.erased_of_others,
            }
            for each in merged.files
        ],
        "nya": merged.new,
        "andrade": merged.changed,
        "konflikter": merged.conflicts,
        "krockar": [_clash(each) for each in merged.clashes],
        "saknas": [_silent(each) for each in merged.missing],
        "gamla": [_silent(each) for each in merged.stale],
        "raderade_pa_annan_dator": merged.erased_elsewhere,
        "okanda_ord": [
            {"ord": each.word, "datorer": list(each.laptops)} for each in merged.unknown
        ],
        "period": merged.period.name,
        "fore": dict(merged.before),
        "efter": dict(merged.after),
        "fel": [{"fil": each.file, "fel": each.fault} for each in left],
    }
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"


def _clash(clash: Clash) -> dict[str, str | None]:
    return {
        "slag": _KINDS[clash.kind],
        "datum": clash.day and clash.day.isoformat(),
        "verkstad": clash.workshop,
        "aktivitet": clash.activity,
        "deltagare": clash.participant,
        "dator": clash.laptop,
    }


def _silent(silent: Silent) -> dict[str, str | int]:
    return {
        "dator": silent.laptop,
        "nummer": silent.number,
        "senast": silent.heard.date().isoformat(),
        "veckor": silent.weeks,
    }
