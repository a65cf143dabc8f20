using Scheduling.BookingRush;

namespace Scheduling.Comparison;

/// <summary>A contestant that answers.</summary>
/// <param name="Address">Where.</param>
/// <param name="Database">Where an audit finds what is stored, in BookingRush's words.</param>
/// <param name="Processes">Whose processor time is told.</param>
/// <param name="Stop">Stops it, as an init system does.</param>
internal sealed record Running(
    Uri Address, string Database, IReadOnlyList<WatchedProcess> Processes, Func<Task> Stop) : IAsyncDisposable
{
    public const string Gateway = "gateway";
    public const string Silo = "silo";
    public const string DatabaseName = "database";

    public async ValueTask DisposeAsync() => await Stop();
}
