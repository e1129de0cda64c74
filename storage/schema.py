"""The tables and indexes as the migrations make them, in the order in which they came to be.

What a table is today follows from all that stands here of it. Local tables never leave this
computer; derived ones can be rebuilt from the rest (`storage.migrations`).
"""

JOURNAL = (
    """
    CREATE TABLE version (
        entity BLOB NOT NULL,       -- attendance: session id and participant id after each other
        id BLOB NOT NULL,           -- hash of all that follows and of entity
        kind INTEGER NOT NULL,      -- storage.journal.Entity
        laptop BLOB NOT NULL,
        seq INTEGER NOT NULL,       -- the laptop's own sequence number
        time INTEGER NOT NULL,      -- milliseconds since 1970, for show only
        parents BLOB NOT NULL,      -- sorted ids of the versions this one replaces
        deleted INTEGER NOT NULL,
        redacted INTEGER NOT NULL,  -- fields were blanked by an erasure: id is of what stood there
        fields TEXT NOT NULL,       -- canonical JSON
        PRIMARY KEY (entity, id)
    ) STRICT, WITHOUT ROWID
    """,
)

LOCAL = (
    "CREATE TABLE local (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """
    CREATE TABLE naming (
        participant BLOB PRIMARY KEY,
        display TEXT NOT NULL,
        folded TEXT NOT NULL,       -- as it is searched and compared
        sorting TEXT NOT NULL,      -- as it is put in Swedish order
        given TEXT NOT NULL,
        surname_letters TEXT NOT NULL,
        birth_year INTEGER,
        birth_month INTEGER
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX naming_folded ON naming (folded)",
    """
    CREATE TABLE code (             -- opaque codes from files: treated as names are
        code TEXT PRIMARY KEY,
        participant BLOB NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX code_participant ON code (participant)",
    "CREATE TABLE erased_code (mac BLOB PRIMARY KEY) STRICT, WITHOUT ROWID",
    """
    CREATE TABLE session_key (      -- the ids that rows of files give their sessions
        key TEXT PRIMARY KEY,
        session BLOB NOT NULL UNIQUE
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE imported (         -- each row as it was at its last import; code '' for a session
        key TEXT NOT NULL,
        code TEXT NOT NULL,
        fields TEXT NOT NULL,
        PRIMARY KEY (key, code)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX imported_code ON imported (code)",
    """
    CREATE TABLE note (
        session BLOB PRIMARY KEY,
        text TEXT NOT NULL,
        folded TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE action (           -- what a person did here, to be undone
        id INTEGER PRIMARY KEY,
        label TEXT NOT NULL,
        undone INTEGER NOT NULL DEFAULT 0
    ) STRICT
    """,
    """
    CREATE TABLE action_version (
        action INTEGER NOT NULL REFERENCES action (id) ON DELETE CASCADE,
        entity BLOB NOT NULL,
        version BLOB NOT NULL,
        PRIMARY KEY (action, entity)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE action_local (     -- what stood in a local table before: place is its name
        action INTEGER NOT NULL REFERENCES action (id) ON DELETE CASCADE,
        place TEXT NOT NULL,
        entity BLOB NOT NULL,
        before TEXT NOT NULL,       -- JSON, null: nothing
        PRIMARY KEY (action, place, entity)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE peer (             -- the other computers of the programme, and their public keys
        laptop BLOB PRIMARY KEY,
        sign_key BLOB NOT NULL,
        age_key TEXT NOT NULL,
        phrase_check TEXT NOT NULL,
        number INTEGER NOT NULL,    -- of the newest export known
        time INTEGER NOT NULL       -- when that was made, milliseconds since 1970
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE delivery (         -- the ledger of files already merged
        digest BLOB PRIMARY KEY,
        laptop BLOB NOT NULL,
        number INTEGER NOT NULL,
        time INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE asked (            -- the coordinator's questions over laptops
        first BLOB NOT NULL,
        second BLOB NOT NULL,
        distance REAL NOT NULL,
        PRIMARY KEY (first, second)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE question (         -- likely doubles, found while names are known
        first BLOB NOT NULL,
        second BLOB NOT NULL,
        distance REAL NOT NULL,
        PRIMARY KEY (first, second)
    ) STRICT, WITHOUT ROWID
    """,
)

DERIVED = (
    """
    CREATE TABLE choice (           -- values and their order; 0 is the empty or unknown value
        dimension TEXT NOT NULL,
        rank INTEGER NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (dimension, rank),
        UNIQUE (dimension, value)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE session (
        id BLOB PRIMARY KEY,
        laptop BLOB NOT NULL,       -- that logged it first
        day INTEGER NOT NULL,       -- date.toordinal()
        month INTEGER NOT NULL,     -- year * 12 + month - 1
        week INTEGER NOT NULL,      -- ISO year * 100 + week
        start TEXT NOT NULL,
        minutes INTEGER,
        workshop INTEGER NOT NULL,  -- these two: choice.rank
        kind INTEGER NOT NULL,
        activity TEXT NOT NULL,
        place TEXT NOT NULL,
        turned_away INTEGER NOT NULL,
        language_training INTEGER NOT NULL,
        partners TEXT NOT NULL,     -- JSON list
        folded TEXT NOT NULL,       -- as it is searched
        held BLOB NOT NULL          -- the session it counts as: itself, unless logged twice
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX session_held ON session (held)",
    "CREATE INDEX session_day ON session (day, id)",
    """
    CREATE TABLE heads (
        session BLOB NOT NULL,
        grp INTEGER NOT NULL,
        count INTEGER NOT NULL,
        new INTEGER,
        counted INTEGER NOT NULL,   -- of a session logged twice: what is left to count
        counted_new INTEGER NOT NULL,
        PRIMARY KEY (session, grp)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE participant (
        id BLOB PRIMARY KEY,
        laptop BLOB NOT NULL,
        seq INTEGER NOT NULL,
        grp INTEGER NOT NULL,
        area INTEGER NOT NULL,
        sex INTEGER NOT NULL,
        linkage TEXT,
        questions TEXT NOT NULL,    -- JSON list of question tokens
        erased INTEGER NOT NULL,
        person BLOB NOT NULL,       -- who it counts as
        low BLOB NOT NULL           -- who it would count as if every open question were "samma"
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE attendance (
        session BLOB NOT NULL,
        participant BLOB NOT NULL,
        grp INTEGER NOT NULL,
        area INTEGER NOT NULL,
        sex INTEGER NOT NULL,
        PRIMARY KEY (session, participant)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX attendance_participant ON attendance (participant, session)",
    """
    CREATE TABLE answer (
        first BLOB NOT NULL,
        second BLOB NOT NULL,
        same INTEGER NOT NULL,
        time INTEGER NOT NULL,
        PRIMARY KEY (first, second)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE link (             -- facts between ids: linked by a token that is gone
        first BLOB NOT NULL,
        second BLOB NOT NULL,
        PRIMARY KEY (first, second)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE session_answer (
        first BLOB NOT NULL,
        second BLOB NOT NULL,
        same INTEGER NOT NULL,
        time INTEGER NOT NULL,
        PRIMARY KEY (first, second)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE conflict (         -- entities with heads that differ, until someone chooses
        entity BLOB PRIMARY KEY,
        kind INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE TABLE laptop (id BLOB PRIMARY KEY, name TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """
    CREATE TABLE fact (             -- one person at one session, flat: what is counted
        day INTEGER NOT NULL,
        session BLOB NOT NULL,
        person BLOB NOT NULL,
        low BLOB NOT NULL,
        month INTEGER NOT NULL,
        week INTEGER NOT NULL,
        workshop INTEGER NOT NULL,
        kind INTEGER NOT NULL,
        grp INTEGER NOT NULL,
        area INTEGER NOT NULL,
        sex INTEGER NOT NULL,
        PRIMARY KEY (day, session, person)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX fact_person ON fact (person, day, month)",
)

REPORT = (  # local: on the computer where the report is written
    """
    CREATE TABLE report_text (
        first INTEGER NOT NULL,     -- these two: date.toordinal() of the period
        last INTEGER NOT NULL,
        part TEXT NOT NULL,         -- halsoverkstad.domain.report.Part
        workshop TEXT NOT NULL,     -- '' where there is not one to each
        text TEXT NOT NULL,
        PRIMARY KEY (first, last, part, workshop)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE report_list (      -- rows of a report that are typed or read from a file
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        kind TEXT NOT NULL,         -- uppfoljning, resurs, kostnad, overskott, extra_medel
        position INTEGER NOT NULL,
        fields TEXT NOT NULL,       -- canonical JSON
        PRIMARY KEY (first, last, kind, position)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE frozen (           -- reports that have been settled (fastställda)
        id INTEGER PRIMARY KEY,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        name TEXT NOT NULL,         -- of the period, as it was asked for
        time INTEGER NOT NULL,      -- milliseconds since 1970
        laptop TEXT NOT NULL,       -- its name then
        checksum TEXT NOT NULL,
        settings TEXT NOT NULL,     -- TOML
        content TEXT NOT NULL       -- JSON: figures, texts, rows
    ) STRICT
    """,
    """
    CREATE TABLE frozen_session (   -- what each session said and counted then, as digests
        frozen INTEGER NOT NULL REFERENCES frozen (id) ON DELETE CASCADE,
        session BLOB NOT NULL,
        day INTEGER NOT NULL,
        workshop TEXT NOT NULL,
        kind TEXT NOT NULL,
        said BLOB NOT NULL,         -- of the versions that held
        counted BLOB NOT NULL,      -- of who it was that was counted
        PRIMARY KEY (frozen, session)
    ) STRICT, WITHOUT ROWID
    """,
)

JOINING = (
    # JSON: laptop id to the last of its sequence numbers that this laptop's register holds.
    "ALTER TABLE laptop ADD COLUMN knows TEXT NOT NULL DEFAULT '{}'",
    # JSON lists of what links beside `linkage`: tokens of codes, and of names by earlier phrases.
    "ALTER TABLE participant ADD COLUMN codes TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE participant ADD COLUMN earlier TEXT NOT NULL DEFAULT '[]'",
    # The number of the lösenfras that the computer's newest export known rests on.
    "ALTER TABLE peer ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0",
)

KEPT_NAMES = (  # local
    """
    CREATE TABLE kept_name (        -- erased with a file; a person here said that the name stays
        participant BLOB PRIMARY KEY
    ) STRICT, WITHOUT ROWID
    """,
)

FACT_PERSON = (
    "CREATE INDEX fact_person ON fact (person, day, month, week, workshop, kind, grp, area, sex)"
)

VERSION_ERASED = (
    "CREATE INDEX version_erased ON version (entity) "
    """WHERE kind = 2 AND fields LIKE '%"erased":true%'"""
)

VERSION = """
    CREATE TABLE version (          -- the journal as `JOURNAL` has it, in another order
        arrival INTEGER PRIMARY KEY,
        entity BLOB NOT NULL,
        id BLOB NOT NULL,
        kind INTEGER NOT NULL,
        laptop BLOB NOT NULL,
        seq INTEGER NOT NULL,
        time INTEGER NOT NULL,
        parents BLOB NOT NULL,
        deleted INTEGER NOT NULL,
        redacted INTEGER NOT NULL,
        fields TEXT NOT NULL,
        UNIQUE (entity, id)
    ) STRICT
"""
