-- What stands beside the log: made from it or needed to write it. Holds sealed values and keyed hashes only.

-- Views folded in the transaction of the append; `version` is the stream version the row stands at.
create table safeguard.inline_views (
    view    text   not null,
    stream  text   not null,
    version bigint not null,
    data    jsonb  not null,
    primary key (view, stream)
);

-- Rows of asynchronous views, each with the positions between which it was true, so that every register answers
-- for any past moment. `until` is the position that replaced the row; null while it stands.
create table safeguard.projected_rows (
    view     text   not null,
    key      text   not null,
    position bigint not null,
    until    bigint null check (until > position),
    data     jsonb  null, -- null: the row ended here
    primary key (view, key, position)
);
create unique index projected_rows_current on safeguard.projected_rows (view, key) where until is null;
create index projected_rows_order on safeguard.projected_rows (view, position);

create table safeguard.projection_progress (
    name     text   primary key,
    position bigint not null default 0
);

-- The answers already given, so that a retry gets the same one. Key and body are kept as keyed hashes.
create table safeguard.idempotency_keys (
    key            bytea       primary key,
    body           bytea       not null,
    first_position bigint      not null,
    last_position  bigint      not null,
    tree_size      bigint      not null,
    created_id     uuid        null,
    recorded_at    timestamptz not null
);
create index idempotency_keys_age on safeguard.idempotency_keys (recorded_at);

-- Durable envelopes (Wolverine's word): to be handled after `due`, at least once, by whichever Host comes first.
create table safeguard.outbox (
    id       uuid        primary key,
    kind     text        not null,
    body     jsonb       not null,
    due      timestamptz not null,
    attempts int         not null default 0
);
create index outbox_due on safeguard.outbox (due);

create table safeguard.dead_letters (
    id        uuid        primary key,
    kind      text        not null,
    body      jsonb       not null,
    attempts  int         not null,
    error     text        not null, -- the type of the error, never its text
    failed_at timestamptz not null
);

-- How a family is found without a name in the index: keyed hashes, which go when the data key goes.
create table safeguard.search_terms (
    kind   text  not null,
    term   bytea not null,
    stream text  not null,
    key    uuid  null, -- the data key that sealed the value; null where the value is no secret
    primary key (kind, term, stream)
);
create index search_terms_key on safeguard.search_terms (key) where key is not null;

-- Year and month of birth in plain, so that a county's age bands need no key; they go with the key.
create table safeguard.birth_months (
    stream text     primary key,
    year   smallint not null,
    month  smallint not null,
    key    uuid     not null
);
create index birth_months_key on safeguard.birth_months (key);
