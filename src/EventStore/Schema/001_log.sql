-- The log in Marten's table format. Names, types, keys and indexes are Marten's own: a stock Marten reads these two
-- tables through views (ARCHITECTURE.md). Nothing else of Marten's is here; a real mt_events_sequence would lose
-- events for its readers, because dense positions are used again after a rollback.
create table safeguard.mt_streams (
    id          varchar     not null constraint pkey_mt_streams_id primary key,
    type        varchar     null,
    version     bigint      not null,
    timestamp   timestamptz not null,
    created     timestamptz not null default now(),
    tenant_id   varchar     default '*DEFAULT*',
    is_archived bool        default false
);

create table safeguard.mt_events (
    seq_id         bigint       not null constraint pkey_mt_events_seq_id primary key,
    id             uuid         not null,
    stream_id      varchar      constraint fkey_mt_events_stream_id references safeguard.mt_streams (id),
    version        bigint       not null,
    data           jsonb        not null,
    bdata          bytea        null,
    type           varchar(500) not null,
    timestamp      timestamptz  not null, -- no default: as-of reads compare with it, so it is always given
    tenant_id      varchar      default '*DEFAULT*',
    mt_dotnet_type varchar      null,
    correlation_id varchar      null,
    causation_id   varchar      null,
    headers        jsonb        null,
    user_name      varchar      null,
    is_archived    bool         default false
);
create unique index pk_mt_events_stream_and_version on safeguard.mt_events (stream_id, version);
-- After a lost connection the appender asks by id whether its events are there; a share cites its sources by id.
create unique index mt_events_id on safeguard.mt_events (id);
-- An instant is a position: recorded times never run backwards along the log.
create index mt_events_timestamp on safeguard.mt_events (timestamp);

-- Where the log ends: the one row that appenders take turns on.
create table safeguard.log_head (
    only_row    bool        primary key default true check (only_row),
    origin      text        not null,
    position    bigint      not null check (position >= 0),
    recorded_at timestamptz not null,
    peaks       bytea       not null -- the Merkle frontier at this position
);

-- The Merkle tree (RFC 6962): the leaf of position p is seq_id p; above it every complete subtree.
create table safeguard.log_leaves (
    seq_id bigint primary key,
    hash   bytea  not null check (length(hash) = 32)
);
create table safeguard.log_nodes (
    level smallint not null check (level >= 1),
    index bigint   not null check (index >= 0),
    hash  bytea    not null check (length(hash) = 32),
    primary key (level, index)
);

-- Signed tree heads, at most about one a second; each was signed after its commit.
create table safeguard.log_checkpoints (
    size      bigint      primary key,
    note      text        not null,
    signed_at timestamptz not null
);

-- Whoever reads the log as a subscriber asks for seq_id > last.
create function safeguard.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'The log is append-only: % on %.% is refused.', tg_op, tg_table_schema, tg_table_name
        using errcode = 'SG003';
end $$;

create trigger mt_events_append_only before update or delete on safeguard.mt_events
    for each row execute function safeguard.refuse_change();
create trigger mt_events_no_truncate before truncate on safeguard.mt_events
    for each statement execute function safeguard.refuse_change();
create trigger log_leaves_append_only before update or delete on safeguard.log_leaves
    for each row execute function safeguard.refuse_change();
create trigger log_leaves_no_truncate before truncate on safeguard.log_leaves
    for each statement execute function safeguard.refuse_change();
create trigger log_nodes_append_only before update or delete on safeguard.log_nodes
    for each row execute function safeguard.refuse_change();
create trigger log_nodes_no_truncate before truncate on safeguard.log_nodes
    for each statement execute function safeguard.refuse_change();
create trigger log_checkpoints_append_only before update or delete on safeguard.log_checkpoints
    for each row execute function safeguard.refuse_change();
create trigger log_checkpoints_no_truncate before truncate on safeguard.log_checkpoints
    for each statement execute function safeguard.refuse_change();
create trigger mt_streams_kept before delete on safeguard.mt_streams
    for each row execute function safeguard.refuse_change();
create trigger mt_streams_no_truncate before truncate on safeguard.mt_streams
    for each statement execute function safeguard.refuse_change();
