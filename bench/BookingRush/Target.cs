using System.Security.Cryptography;

namespace Scheduling.BookingRush;

/// <summary>The gateways that are asked: somebody's, or one started for the run on a folder of its own.</summary>
internal sealed class Target : IAsyncDisposable
{
    private readonly GatewayProcess? own;
    private readonly DirectoryInfo? folder;

    private Target(IReadOnlyList<Uri> addresses, FileInfo? signingKey, GatewayProcess? own, DirectoryInfo? folder)
    {
        (Addresses, SigningKey, this.own, this.folder) = (addresses, signingKey, own, folder);
    }

    public IReadOnlyList<Uri> Addresses { get; }

    /// <summary>Of a gateway that was started here.</summary>
    public FileInfo? SigningKey { get; }

    /// <summary>Nothing where somebody else started it.</summary>
    public int? Process => own?.Id;

    /// <param name="addresses">None: a gateway is started.</param>
    /// <param name="settings">Of a gateway that is started, as on its command line.</param>
    public static async Task<Target> Open(IReadOnlyList<Uri> addresses, params string[] settings)
    {
        if (addresses.Count > 0)
        {
            return new Target(addresses, null, null, null);
        }

        var folder = Directory.CreateTempSubdirectory("booking-rush-");
        return await Start(folder, new FileInfo(Path.Combine(folder.FullName, "data", "signing-key")), settings);
    }

    /// <summary>A gateway with a silo in it, on somebody's PostgreSQL.</summary>
    /// <param name="database">In Npgsql's words; migrated, and nobody else's.</param>
    /// <param name="settings">As on its command line.</param>
    public static async Task<Target> OnDatabase(string database, params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("booking-rush-");
        var key = new FileInfo(Path.Combine(folder.FullName, "signing-key"));
        await File.WriteAllTextAsync(key.FullName, Convert.ToBase64String(RandomNumberGenerator.GetBytes(48)));
        var ports = FreePorts.Take(2);
        return await Start(folder, key,
        [
            "--Role", "gateway+silo", "--Cluster:Database", database, "--Cluster:SiloPort", $"{ports[0]}",
            "--Cluster:GatewayPort", $"{ports[1]}", "--Auth:SigningKeyFile", key.FullName, "--Demo:Enabled", "true",
            .. settings,
        ]);
    }

    public async ValueTask DisposeAsync()
    {
        if (own is not null)
        {
            own.Terminate();
            await own.End();
            await own.DisposeAsync();
        }

        folder?.Delete(recursive: true);
    }

    private static async Task<Target> Start(DirectoryInfo folder, FileInfo key, string[] settings)
    {
        var gateway = await GatewayProcess.Start(folder.FullName, settings);
        return new Target([gateway.Address], key, gateway, folder);
    }
}
