using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Scheduling.Gateway.Http;

/// <summary>
/// Lets only known developers call the API, where such are configured. Takes the same time whatever is wrong with the
/// key: hashes are compared, all of them, in constant time.
/// </summary>
internal sealed class DeveloperKeys(RequestDelegate next, IOptions<ApiOptions> options)
{
    private readonly byte[][] known =
        [.. options.Value.Developers.Select(developer => Hash(developer.Id, developer.Key))];

    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/api"))
        {
            return next(context);
        }

        var headers = context.Request.Headers;
        return IsKnown(Hash(headers["X-Developer-Id"].ToString(), headers["X-Api-Key"].ToString()))
            ? next(context)
            : ApiError.DeveloperKeyInvalid.ExecuteAsync(context);
    }

    private bool IsKnown(byte[] presented)
    {
        var found = false;
        foreach (var hash in known)
        {
            found |= CryptographicOperations.FixedTimeEquals(hash, presented);
        }

        return found;
    }

    /// <summary>A line feed cannot stand in a header, so no two pairs look alike.</summary>
    private static byte[] Hash(string id, string key) => SHA256.HashData(Encoding.UTF8.GetBytes($"{id}\n{key}"));
}
