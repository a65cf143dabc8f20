namespace Scheduling.Silo.Hosting;

/// <summary>
/// <c>health http://127.0.0.1:5081/health/ready</c>: asks a process of this program how it is, and ends with 0 where it
/// says 200. For images that have nothing else to ask with.
/// </summary>
internal static class HealthCommand
{
    public const string Name = "health";

    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(4);

    /// <exception cref="StartRefusedException">The answer is another one, or there is none.</exception>
    public static async Task Run(IReadOnlyList<string> arguments)
    {
        if (arguments is not [var address] || !Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            throw new StartRefusedException($"{Name} takes one address, such as http://127.0.0.1:5081/health/ready.")
            {
                ExitCode = StartRefusedException.Misused,
            };
        }

        try
        {
            using var http = new HttpClient { Timeout = LongestAnswer };
            using var answer = await http.GetAsync(uri);
            answer.EnsureSuccessStatusCode();
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or NotSupportedException)
        {
            throw new StartRefusedException($"{uri}: {fault.Message}", fault);
        }
    }
}
