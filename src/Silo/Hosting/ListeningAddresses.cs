using System.Net;

namespace Scheduling.Silo.Hosting;

/// <summary>Where the server is going to listen.</summary>
internal sealed class ListeningAddresses(IReadOnlyList<BindingAddress> addresses)
{
    /// <summary>Whether nobody but this machine can connect.</summary>
    public bool AreLoopback => addresses.All(IsLoopback);

    public override string ToString() => string.Join(", ", addresses);

    /// <exception cref="StartRefusedException">One of them is no address.</exception>
    public static ListeningAddresses Read(IConfiguration configuration)
    {
        // The server prefers its own endpoints to the list of addresses.
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(each => each["Url"] ?? "")
            .ToList();
        var urls = (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries);
        return new ListeningAddresses([.. (endpoints.Count > 0 ? endpoints : [.. urls]).Select(Parse)]);
    }

    /// <exception cref="StartRefusedException">It is no address.</exception>
    public static BindingAddress Parse(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url.Trim());
            if (address is { Scheme: "http" or "https", PathBase.Length: 0, Port: >= 0 and <= IPEndPoint.MaxPort })
            {
                return address;
            }
        }
        catch (FormatException)
        {
            // Told below, like an address that can be parsed and not be listened on.
        }

        throw new StartRefusedException($"\"{url}\" is no address to listen on, such as http://127.0.0.1:5080.");
    }

    /// <summary>The server listens everywhere where a host is a name that it does not know.</summary>
    private static bool IsLoopback(BindingAddress address) =>
        address.IsUnixPipe
        || address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip));
}
