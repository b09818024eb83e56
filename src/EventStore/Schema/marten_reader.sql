-- A reader of the log on a stock Marten 8 or 9, once for each reading team (ARCHITECTURE.md, “Marten”).
-- Part 1, by the database's administrator:
create role {role} login;
create schema {schema} authorization {role};
grant usage on schema safeguard to {role};
grant select on safeguard.mt_streams, safeguard.mt_events to {role}; -- that is all

-- Part 2, by the reader: first let Marten make its own objects in {schema}, with
--     o.DatabaseSchemaName = "{schema}"; o.AutoCreateSchemaObjects = AutoCreate.CreateOrUpdate;
--     await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
-- Part 3, by the reader ({role}): views over the log take the place of Marten's empty event tables.
drop table if exists {schema}.mt_events, {schema}.mt_streams cascade; -- empty; takes its sequence along
drop sequence if exists {schema}.mt_events_sequence;
create view {schema}.mt_streams as select * from safeguard.mt_streams;
create view {schema}.mt_events  as select * from safeguard.mt_events;
create view {schema}.mt_events_sequence as
  select coalesce(max(seq_id), 0) as last_value, 0::bigint as log_cnt, true as is_called from safeguard.mt_events;
-- From now on: o.AutoCreateSchemaObjects = AutoCreate.None;
