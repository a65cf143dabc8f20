using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Scheduling.Gateway.Sessions;

/// <summary>Lets only so many logins fail, by account (existing or not) and by address.</summary>
internal sealed class LoginThrottle(IGrainFactory grains, IOptions<AuthOptions> options)
{
    private static readonly TimeSpan AccountWindow = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AddressWindow = TimeSpan.FromMinutes(1);

    /// <summary>Counts an attempt as failed, until it is said to have been none; or says how long to wait.</summary>
    public async Task<LoginAttempt> Begin(int hospitalId, int userType, string email, IPAddress? address)
    {
        var byAddress = Attempts("address", Network(address));
        if (await byAddress.Begin(options.Value.FailuresPerAddress, AddressWindow) is { } wait)
        {
            return new LoginAttempt([], wait);
        }

        var byAccount = Attempts("account", $"{hospitalId}:{userType}:{email}");
        if (await byAccount.Begin(options.Value.FailuresPerAccount, AccountWindow) is { } longer)
        {
            await byAddress.Succeeded();
            return new LoginAttempt([], longer);
        }

        return new LoginAttempt([byAddress, byAccount], null);
    }

    private ILoginAttemptsGrain Attempts(string kind, string what) =>
        grains.GetGrain<ILoginAttemptsGrain>(
            $"{kind}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)))}");

    // Whoever has one IPv6 address has 2^64 of them.
    private static string Network(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes()[..8]),
        _ => address.ToString(),
    };
}

/// <param name="Counted">Where it is counted.</param>
/// <param name="Wait">Until the next attempt is let through; nothing where this one is.</param>
internal sealed record LoginAttempt(IReadOnlyList<ILoginAttemptsGrain> Counted, TimeSpan? Wait)
{
    /// <summary>It was no failed login after all.</summary>
    public Task GiveBack() => Task.WhenAll(Counted.Select(attempts => attempts.Succeeded()));
}
