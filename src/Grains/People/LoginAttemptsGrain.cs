namespace Scheduling.Grains.People;

/// <summary>Counts an attempt before it is made: guesses made at once cannot slip past the limit together.</summary>
[GrainType("login-attempts")]
internal sealed class LoginAttemptsGrain(TimeProvider time) : Grain, ILoginAttemptsGrain
{
    private readonly LinkedList<DateTimeOffset> attempts = [];

    public Task<TimeSpan?> Begin(int most, TimeSpan window)
    {
        var now = time.GetUtcNow();
        while (attempts.First is { } oldest && oldest.Value <= now - window)
        {
            attempts.RemoveFirst();
        }

        if (attempts.Count >= most)
        {
            return Task.FromResult<TimeSpan?>(attempts.First!.Value + window - now);
        }

        attempts.AddLast(now);
        DelayDeactivation(window);
        return Task.FromResult<TimeSpan?>(null);
    }

    public Task Succeeded()
    {
        if (attempts.Count > 0)
        {
            attempts.RemoveLast();
        }

        return Task.CompletedTask;
    }
}
