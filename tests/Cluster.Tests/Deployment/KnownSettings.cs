using System.Collections;
using System.Globalization;
using System.Reflection;
using Scheduling.Gateway.Http;
using Scheduling.Gateway.Sessions;
using Scheduling.Grains.AvailabilityBlocks;
using Scheduling.Silo.Cluster;
using Scheduling.Silo.Hosting;
using Scheduling.Silo.Management;
using Scheduling.Silo.Storage.Postgres;

namespace Scheduling.Cluster.Tests.Deployment;

/// <summary>The settings that the programs know, by their options' types: a misspelt one in a manifest would be ignored.</summary>
internal static class KnownSettings
{
    private static readonly Dictionary<string, Type> Sections = new(StringComparer.OrdinalIgnoreCase)
    {
        [ApiOptions.Section] = typeof(ApiOptions),
        ["Auth"] = typeof(AuthOptions),
        [AvailabilityBlockOptions.Section] = typeof(AvailabilityBlockOptions),
        [ClusterSettings.Section] = typeof(ClusterSettings),
        ["Store"] = typeof(PostgresStoreOptions),
        [TelemetryOptions.Section] = typeof(TelemetryOptions),
    };

    private static readonly HashSet<string> Others = new(StringComparer.OrdinalIgnoreCase)
    {
        "Role", "Demo:Enabled", "Data:Import", "Logging:Format", "Auth:SigningKeyFile", ManagementListener.Setting,
        "ASPNETCORE_URLS", "DOTNET_EnableDiagnostics",
    };

    /// <param name="variable">As in the environment: <c>Auth__Proxies__0</c>.</param>
    public static bool Contain(string variable)
    {
        var name = variable.Replace("__", ":", StringComparison.Ordinal);
        var path = name.Split(':');
        return Others.Contains(name) || (Sections.TryGetValue(path[0], out var type) && Has(type, path[1..]));
    }

    private static bool Has(Type type, string[] path) => path switch
    {
        [] => true,
        [var index, .. var rest] when type != typeof(string) && type.IsAssignableTo(typeof(IEnumerable)) =>
            int.TryParse(index, CultureInfo.InvariantCulture, out _) && Has(type.GetGenericArguments()[0], rest),
        [var member, .. var rest] =>
            type.GetProperty(member, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase) is { } found
            && Has(found.PropertyType, rest),
    };
}
