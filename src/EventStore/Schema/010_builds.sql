-- The rows of a register belong to a build of it. One build is live and answers readers; another may be filling beside
-- it, and takes its place by one update of this table; the rows of a retired one are deleted little by little. The
-- table takes the place of projection_progress: a Host that knows no builds would fold into one that has retired, so
-- it had better find nothing to fold into.
create table safeguard.projection_builds (
    view     text        not null,
    build    int         not null,
    position bigint      not null default 0, -- the last entry folded
    state    text        not null default 'filling' check (state in ('filling', 'live', 'retired')),
    begun_at timestamptz not null default now(),
    primary key (view, build)
);
create unique index projection_builds_live on safeguard.projection_builds (view) where state = 'live';
create unique index projection_builds_filling on safeguard.projection_builds (view) where state = 'filling';
insert into safeguard.projection_builds (view, build, position, state)
select name, 1, position, 'live' from safeguard.projection_progress;
drop table safeguard.projection_progress;

alter table safeguard.projected_rows add column build int not null default 1;
alter table safeguard.projected_rows alter column build drop default;
alter table safeguard.projected_rows drop constraint projected_rows_pkey, add primary key (view, build, key, position);
drop index safeguard.projected_rows_current, safeguard.projected_rows_order;
create unique index projected_rows_current on safeguard.projected_rows (view, build, key) where until is null;
create index projected_rows_order on safeguard.projected_rows (view, build, position);

grant select, insert, update, delete on safeguard.projection_builds to :app;
