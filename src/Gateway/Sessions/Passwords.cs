using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Scheduling.Gateway.Sessions;

/// <summary>
/// The framework's password hashes (PBKDF2), which are slow on purpose: only a few are made at once, so that logins
/// cannot starve bookings, and only so many wait.
/// </summary>
internal sealed class Passwords(IOptions<AuthOptions> options) : IDisposable
{
    private const int MostWaiting = 64;

    private readonly PasswordHasher<object> hasher = new();
    private readonly SemaphoreSlim turns = new(options.Value.HashesAtOnce);
    private readonly Lazy<string> nobodys = new(() =>
        new PasswordHasher<object>().HashPassword(Nobody, Guid.NewGuid().ToString()));

    private int waiting;

    private static object Nobody { get; } = new();

    /// <summary>
    /// Whether a password is the one of a hash. Without a hash it is not, at the same cost. Nothing where too many
    /// wait already.
    /// </summary>
    public async Task<bool?> Matches(string? hash, string password)
    {
        var compared = hash ?? nobodys.Value;
        if (Interlocked.Increment(ref waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref waiting);
            return null;
        }

        try
        {
            return await InTurn(() => Compare(compared, password)) && hash is not null;
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    /// <summary>
    /// A hash to store for a password: nothing where the stored one is of the same password already. Waits for its
    /// turn as long as it takes.
    /// </summary>
    public Task<string?> Renew(string? stored, string password) => InTurn(() =>
        stored is not null && Compare(stored, password) ? null : hasher.HashPassword(Nobody, password));

    public void Dispose() => turns.Dispose();

    private bool Compare(string hash, string password) =>
        hasher.VerifyHashedPassword(Nobody, hash, password) != PasswordVerificationResult.Failed;

    private async Task<T> InTurn<T>(Func<T> hash)
    {
        await turns.WaitAsync();
        try
        {
            return await Task.Run(hash);
        }
        finally
        {
            turns.Release();
        }
    }
}
