namespace Scheduling.BookingRush;

/// <summary>The gateway that is measured: somebody's, or one started for the run on a folder of its own.</summary>
internal sealed class Target : IAsyncDisposable
{
    private readonly GatewayProcess? _own;
    private readonly DirectoryInfo? _folder;

    private Target(Uri address, Tokens tokens, GatewayProcess? own, DirectoryInfo? folder)
    {
        (Address, Tokens, _own, _folder) = (address, tokens, own, folder);
    }

    public Uri Address { get; }

    public Tokens Tokens { get; }

    /// <summary>Nothing where somebody else started it.</summary>
    public int? Process => _own?.Id;

    public static async Task<Target> Open(Uri? address, FileInfo? key)
    {
        if (address is not null)
        {
            var path = key?.FullName ?? throw new ArgumentException("--target needs --signing-key.");
            return new Target(address, Tokens.ReadKey(path, TimeProvider.System), null, null);
        }

        var folder = Directory.CreateTempSubdirectory("booking-rush-");
        var gateway = await GatewayProcess.Start(folder.FullName);
        var tokens = Tokens.ReadKey(Path.Combine(folder.FullName, "data", "signing-key"), TimeProvider.System);
        return new Target(gateway.Address, tokens, gateway, folder);
    }

    public async ValueTask DisposeAsync()
    {
        if (_own is not null)
        {
            _own.Terminate();
            await _own.End();
            await _own.DisposeAsync();
        }

        _folder?.Delete(recursive: true);
    }
}
