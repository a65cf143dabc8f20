# syntax=docker/dockerfile:1.7
# Both programs of the cluster: "docker build --target silo ." and "docker build --target gateway .".
# The SDK is the one that global.json names; the runtime is the one that it builds for. The final images have no shell, no
# package manager and no user but one without rights.

FROM mcr.microsoft.com/dotnet/sdk:10.0.401-noble AS build
WORKDIR /source
# What is restored changes seldom: it stays in a layer of its own.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/Grains.Interfaces/Grains.Interfaces.csproj src/Grains.Interfaces/packages.lock.json src/Grains.Interfaces/
COPY src/Grains/Grains.csproj src/Grains/packages.lock.json src/Grains/
COPY src/Silo/Silo.csproj src/Silo/packages.lock.json src/Silo/
COPY src/Gateway/Gateway.csproj src/Gateway/packages.lock.json src/Gateway/
RUN dotnet restore src/Gateway/Gateway.csproj --locked-mode
COPY src src
RUN dotnet publish src/Silo/Silo.csproj -c Release --no-restore -p:UseAppHost=false -o /programs/silo \
 && dotnet publish src/Gateway/Gateway.csproj -c Release --no-restore -p:UseAppHost=false -o /programs/gateway

FROM mcr.microsoft.com/dotnet/aspnet:10.0.12-noble-chiseled AS runtime
WORKDIR /app
# Nothing is written: the root file system may be read-only, without even a /tmp.
ENV DOTNET_EnableDiagnostics=0 \
    Logging__Format=json \
    Management__Url=http://0.0.0.0:9464
USER $APP_UID
STOPSIGNAL SIGTERM

FROM runtime AS silo
COPY --from=build /programs/silo .
# Health and metrics; other silos; gateways.
EXPOSE 9464 11111 30000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["dotnet", "Silo.dll", "health", "http://127.0.0.1:9464/health/ready"]
ENTRYPOINT ["dotnet", "Silo.dll"]

FROM runtime AS gateway
COPY --from=build /programs/gateway .
ENV ASPNETCORE_URLS=http://0.0.0.0:5080
EXPOSE 5080 9464
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["dotnet", "Gateway.dll", "health", "http://127.0.0.1:9464/health/ready"]
ENTRYPOINT ["dotnet", "Gateway.dll"]
