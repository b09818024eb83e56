# The Host. Its PostgreSQL is another container: nothing of npm is installed here.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src/Domain/Domain.csproj src/Domain/
COPY src/Projections/Projections.csproj src/Projections/
COPY src/EventStore/EventStore.csproj src/EventStore/
COPY src/EventStore/PrivatePostgres/PrivatePostgres.targets src/EventStore/PrivatePostgres/
COPY src/Host/Host.csproj src/Host/
RUN dotnet restore src/Host
COPY src/ src/
RUN dotnet publish src/Host --no-restore --configuration Release --output /app -p:InstallNodePackages=false

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app ./
# The key ring and the newest checkpoint are kept outside the database, on a volume of their own.
RUN mkdir -p /var/lib/safeguard/ring && chown -R $APP_UID /var/lib/safeguard
USER $APP_UID
ENV ASPNETCORE_HTTP_PORTS=8080
EXPOSE 8080
ENTRYPOINT ["dotnet", "Safeguard.Host.dll"]
