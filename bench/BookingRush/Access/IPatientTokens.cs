namespace Scheduling.BookingRush;

/// <summary>Where the tokens of a run's patients come from.</summary>
internal interface IPatientTokens
{
    /// <summary>Of a patient by number.</summary>
    string Of(int patient);
}

/// <summary>Signed here with the gateway's own key, and again before they expire.</summary>
internal sealed class MintedTokens(Tokens tokens, int hospital, Plan plan, int patients, TimeProvider time)
    : IPatientTokens
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(10);

    private readonly (string Token, long Until)[] kept = new (string, long)[patients];
    private readonly Lock access = new();

    public string Of(int patient)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        lock (access)
        {
            if (kept[patient] is not { Token: { } token, Until: var until } || until <= now)
            {
                token = tokens.Patient(hospital, plan.Patient(patient));
                kept[patient] = (token, now + (long)(Tokens.Lifetime - Margin).TotalSeconds);
            }

            return token;
        }
    }
}
