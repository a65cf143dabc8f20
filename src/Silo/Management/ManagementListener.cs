using System.Net;
using Scheduling.Silo.Hosting;

namespace Scheduling.Silo.Management;

/// <summary>
/// Who reaches this process as one who watches it. A silo speaks HTTP to nobody else. A gateway has an address of its
/// own for them where <c>Management:Url</c> says one; otherwise it takes them for whoever is on this machine.
/// </summary>
internal sealed class ManagementListener
{
    public const string Section = "Management";
    public const string Setting = $"{Section}:Url";

    private readonly Func<HttpContext, bool> isReachedBy;

    private ManagementListener(Func<HttpContext, bool> isReachedBy) => this.isReachedBy = isReachedBy;

    public bool IsReachedBy(HttpContext http) => isReachedBy(http);

    /// <summary>A silo's only address.</summary>
    /// <exception cref="StartRefusedException">The setting is no address.</exception>
    public static void UseAlone(WebApplicationBuilder builder)
    {
        builder.WebHost.UseUrls(Read(builder)!.ToString());
        Register(builder, _ => true);
    }

    /// <summary>Beside a gateway's own addresses.</summary>
    /// <exception cref="StartRefusedException">The setting is no address, or has no port of its own.</exception>
    public static void UseBesideApi(WebApplicationBuilder builder)
    {
        if (Read(builder) is not { } address)
        {
            Register(builder, http => http.Connection is { LocalIpAddress: { } local, RemoteIpAddress: { } remote }
                && IPAddress.IsLoopback(local) && IPAddress.IsLoopback(remote));
            return;
        }

        if (address.Port == 0)
        {
            throw new StartRefusedException($"{Setting} {address} needs a port of its own.");
        }

        // The server prefers its own endpoints to the list of addresses.
        var endpoints = builder.Configuration.GetSection("Kestrel:Endpoints");
        if (endpoints.Exists())
        {
            endpoints[$"{Section}:Url"] = address.ToString();
        }
        else
        {
            builder.Configuration["urls"] += $";{address}";
        }

        Register(builder, http => http.Connection.LocalPort == address.Port);
    }

    private static void Register(WebApplicationBuilder builder, Func<HttpContext, bool> isReachedBy)
    {
        builder.Services.AddSingleton(new ManagementListener(isReachedBy));
        builder.Services.AddSingleton<Readiness>();
    }

    private static BindingAddress? Read(WebApplicationBuilder builder)
    {
        foreach (var each in builder.Configuration.GetSection(Section).GetChildren())
        {
            if (!each.Path.Equals(Setting, StringComparison.OrdinalIgnoreCase))
            {
                throw new StartRefusedException($"{each.Path} is not a setting.");
            }
        }

        return builder.Configuration[Setting] is { } url ? ListeningAddresses.Parse(url) : null;
    }
}
