using Safeguard.Support;

[assembly: AssemblyFixture(typeof(PostgresFixture))]
