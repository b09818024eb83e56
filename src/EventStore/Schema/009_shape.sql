-- What the migrations made, so that a Host can tell a schema that somebody altered or a restore that ended half-way.
create table safeguard.schema_shape (
    object text primary key,
    digest text not null
);
grant select on safeguard.schema_shape to :app;
