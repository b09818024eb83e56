-- The one way into the log. One call writes one batch: events, streams, leaves, nodes and head, or nothing.
-- The caller made the positions, versions and hashes; this function holds them against what is stored, so that the
-- common case needs no read before the write. It runs as its owner: the application has no other right to insert.
--   SG001  the head is not where the caller thinks: another Host has appended; read it again
--   SG002  a stream is not at the version the caller thinks
create function safeguard.append_batch(
    expected_position bigint,
    batch_time        timestamptz,
    new_peaks         bytea,
    streams           text[],
    stream_types      text[],
    old_versions      bigint[],
    new_versions      bigint[],
    event_ids         uuid[],
    event_streams     text[],
    event_versions    bigint[],
    event_types       text[],
    event_data        jsonb[],
    event_headers     jsonb[],
    correlations      text[],
    causations        text[],
    leaf_hashes       bytea[],
    node_levels       smallint[],
    node_indexes      bigint[],
    node_hashes       bytea[]
) returns void
language plpgsql security definer set search_path = pg_catalog, safeguard, pg_temp
-- The same few plans for ever, made once: planning anew for every batch of arrays cost more than running it (2.0 ms
-- against 1.2 ms for one event). And always by key: a plan made while the tables were small would scan them later.
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
    touched bigint;
begin
    update safeguard.log_head
       set position = expected_position + cardinality(event_ids), recorded_at = batch_time, peaks = new_peaks
     where position = expected_position and recorded_at <= batch_time;
    if not found then
        raise exception 'The head is not at position %.', expected_position using errcode = 'SG001';
    end if;

    update safeguard.mt_streams s
       set version = n.new_version, timestamp = batch_time
      from unnest(streams, old_versions, new_versions) as n (id, old_version, new_version)
     where s.id = n.id and n.old_version > 0 and s.version = n.old_version;
    get diagnostics touched = row_count;
    if touched <> (select count(*) from unnest(old_versions) as v where v > 0) then
        raise exception 'A stream has moved on.' using errcode = 'SG002';
    end if;

    insert into safeguard.mt_streams (id, type, version, timestamp, created)
    select n.id, n.type, n.new_version, batch_time, batch_time
      from unnest(streams, stream_types, old_versions, new_versions) as n (id, type, old_version, new_version)
     where n.old_version = 0;

    insert into safeguard.mt_events
        (seq_id, id, stream_id, version, data, type, timestamp, correlation_id, causation_id, headers)
    select expected_position + e.ordinal, e.id, e.stream, e.version, e.data, e.type, batch_time, e.correlation, e.causation, e.headers
      from unnest(event_ids, event_streams, event_versions, event_types, event_data, event_headers, correlations, causations)
           with ordinality as e (id, stream, version, type, data, headers, correlation, causation, ordinal);

    insert into safeguard.log_leaves (seq_id, hash)
    select expected_position + l.ordinal, l.hash from unnest(leaf_hashes) with ordinality as l (hash, ordinal);

    insert into safeguard.log_nodes (level, index, hash)
    select n.level, n.index, n.hash from unnest(node_levels, node_indexes, node_hashes) as n (level, index, hash);

    -- Delivered at commit: wakes our projections on every Host, and a Marten 9 daemon.
    perform pg_notify('mt_events_appended', '');
end $$;

revoke all on function safeguard.append_batch from public;

-- Gives an empty database its head. Does nothing where there is one.
create function safeguard.open_log(origin text, at timestamptz) returns void
language sql security definer set search_path = pg_catalog, safeguard, pg_temp as $$
    insert into safeguard.log_head (origin, position, recorded_at, peaks) values (origin, 0, at, '')
    on conflict (only_row) do nothing -- another Host opened it first, under the same row
$$;
revoke all on function safeguard.open_log from public;

-- Appenders take turns here before reading what they must not be wrong about.
create function safeguard.lock_head() returns table (origin text, "position" bigint, recorded_at timestamptz, peaks bytea)
language sql security definer set search_path = pg_catalog, safeguard, pg_temp as $$
    select h.origin, h.position, h.recorded_at, h.peaks from safeguard.log_head h for update
$$;
revoke all on function safeguard.lock_head from public;
