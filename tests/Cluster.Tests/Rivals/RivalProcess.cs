using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Scheduling.BookingRush;
using Scheduling.Grains.Tests.Storage.Postgres;

namespace Scheduling.Cluster.Tests.Rivals;

/// <summary>One of those that the product is compared with, as a process, on a database of its own.</summary>
internal sealed partial class RivalProcess : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cluster-tests-");
    private readonly byte[] key = RandomNumberGenerator.GetBytes(48);
    private ProgramProcess? process;
    private int runs;

    private RivalProcess()
    {
    }

    public string Database { get; } = PostgresServer.NewDatabase();

    public Uri Address => new(Ready().Match(process!.Output).Groups[1].Value);

    public Tokens Tokens => new(key, TimeProvider.System);

    private string KeyFile => Path.Combine(folder.FullName, "key");

    public static async Task<RivalProcess> Start(string name)
    {
        var rival = new RivalProcess();
        await File.WriteAllTextAsync(rival.KeyFile, Convert.ToBase64String(rival.key));
        try
        {
            rival.process = await ProgramProcess.Launch("SqlBaseline", rival.folder.FullName, [
                "--Rival", name, "--Cluster:Database", rival.Database, "--Auth:SigningKeyFile", rival.KeyFile,
                "--Demo:Enabled", "true", "--urls", "http://127.0.0.1:0"]).Ready();
            return rival;
        }
        catch
        {
            await rival.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks it to stop, and waits.</summary>
    /// <returns>Its exit code.</returns>
    public Task<int> Stop()
    {
        process!.Terminate();
        return process.End();
    }

    /// <summary>Lets people rush at it, and audits what they were told against its database.</summary>
    public async Task<Summary> Rush(params string[] arguments)
    {
        // Each run has people and blocks of its own.
        var results = Path.Combine(folder.FullName, $"{++runs}");
        var code = await BookingRush.Program.Run([
            "run", .. arguments, "--target", Address.ToString(), "--signing-key", KeyFile, "--database", Database,
            "--seed", $"{runs}", "--out", results, "--quiet", "--warm-up", "0s"]);
        Assert.Equal(ExitCode.Fine, code);
        return new ResultFiles(new DirectoryInfo(results)).ReadSummary();
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await process.DisposeAsync();
        }

        folder.Delete(recursive: true);
    }

    [GeneratedRegex(@"^rival \S+ ready on (http\S+)\r?$", RegexOptions.Multiline)]
    private static partial Regex Ready();
}
