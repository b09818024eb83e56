-- What the application may do. Events, streams, leaves, nodes and head: read, and append through the one function.
grant usage on schema safeguard, safeguard_keys to :app;
grant select on safeguard.mt_streams, safeguard.mt_events, safeguard.log_head, safeguard.log_leaves, safeguard.log_nodes,
                safeguard.log_checkpoints, safeguard.schema_versions to :app;
grant execute on function safeguard.append_batch, safeguard.open_log, safeguard.lock_head to :app;
grant insert on safeguard.log_checkpoints to :app;
grant select, insert, update, delete on
    safeguard.inline_views, safeguard.projected_rows, safeguard.projection_progress, safeguard.idempotency_keys,
    safeguard.outbox, safeguard.dead_letters, safeguard.search_terms, safeguard.birth_months to :app;
grant select, insert, update on safeguard_keys.master_keys, safeguard_keys.data_keys, safeguard_keys.service_keys to :app;
