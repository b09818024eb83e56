-- Checkpoints that a Host knows to have been signed and that this database does not go on from: it lost entries, or is another
-- history. Every Host of this database reads them, and none writes on while one stands that nobody has accepted.
create table safeguard.lost_checkpoints (
    note     text        primary key,
    noted_at timestamptz not null
);
create trigger lost_checkpoints_append_only before update or delete on safeguard.lost_checkpoints
    for each row execute function safeguard.refuse_change();
create trigger lost_checkpoints_no_truncate before truncate on safeguard.lost_checkpoints
    for each statement execute function safeguard.refuse_change();
grant select, insert on safeguard.lost_checkpoints to :app;
