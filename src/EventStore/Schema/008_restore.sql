-- Reads while the log may not be written to (a restored log whose loss nobody has accepted yet): kept here before the
-- answer leaves, and appended once the log is open again. Sealed like every event.
create table safeguard.held_events (
    id          uuid        primary key,
    stream      text        not null,
    type        text        not null,
    data        jsonb       not null,
    headers     jsonb       not null,
    correlation text        null,
    causation   uuid        not null,
    held_at     timestamptz not null
);
grant select, insert, delete on safeguard.held_events to :app;

-- A log that lost entries goes on under another name. For the owner alone: an operator's act, not the service's.
create function safeguard.rename_log(old_origin text, at_position bigint, new_origin text) returns void
language plpgsql set search_path = pg_catalog, safeguard, pg_temp as $$
begin
    update safeguard.log_head set origin = new_origin where origin = old_origin and position = at_position;
    if not found then
        raise exception 'The log is not called %, or not at position %.', old_origin, at_position using errcode = 'SG001';
    end if;
end $$;
revoke all on function safeguard.rename_log from public;

-- A rotated master key is forgotten, so that an old backup of its ring opens nothing.
grant delete on safeguard_keys.master_keys to :app;
