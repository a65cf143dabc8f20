namespace Scheduling;

/// <summary>
/// Counts failed logins of one account or one address in a sliding window. In memory: a silo that ends forgets.
/// Keyed by <c>account:</c> or <c>address:</c> and a hash, so that no address or e-mail stands in a log.
/// </summary>
[Alias("scheduling.login-attempts-grain")]
public interface ILoginAttemptsGrain : IGrainWithStringKey
{
    /// <summary>
    /// Takes one of <paramref name="most"/> attempts per <paramref name="window"/>, counted as failed until
    /// <see cref="Succeeded"/>; answers how long to wait where none is left.
    /// </summary>
    [Alias("begin")]
    Task<TimeSpan?> Begin(int most, TimeSpan window);

    /// <summary>Gives one attempt back.</summary>
    [Alias("succeeded")]
    Task Succeeded();
}
