using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Scheduling.Gateway.Http;

/// <summary>What may be configured of the HTTP side; section <c>Api</c>.</summary>
internal sealed class ApiOptions
{
    public const string Section = "Api";

    /// <summary>The <c>DbName</c> of every error.</summary>
    [Required, StringLength(100, MinimumLength = 1)]
    public string DbName { get; init; } = "Scheduling";

    /// <summary>Seconds after which a request is answered 503. Default 3, from 1 to 60.</summary>
    [Range(1.0, 60.0)]
    public double RequestSeconds { get; init; } = 3;

    /// <summary>Requests that one caller may have in flight. Default 1,000, from 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int RequestsInFlightPerCaller { get; init; } = 1_000;

    /// <summary>
    /// Where set, every <c>/api</c> call names one of them in <c>X-Developer-Id</c> and <c>X-Api-Key</c>.
    /// </summary>
    [ValidateEnumeratedItems]
    public IReadOnlyList<DeveloperKey> Developers { get; init; } = [];

    /// <summary>Origins of web pages that may call the API; none: no CORS.</summary>
    public IReadOnlyList<string> CorsOrigins { get; init; } = [];

    /// <summary>Whether <c>/swagger</c> is served.</summary>
    public bool Swagger { get; init; } = true;

    /// <summary>What is not a number is refused by the range; until then it must not fail.</summary>
    public TimeSpan RequestLimit => double.IsFinite(RequestSeconds) ? TimeSpan.FromSeconds(RequestSeconds) : TimeSpan.Zero;
}

/// <summary>A developer's id and key, as they stand in the headers.</summary>
internal sealed class DeveloperKey
{
    [Required, StringLength(200, MinimumLength = 1)]
    public string Id { get; init; } = "";

    [Required, StringLength(200, MinimumLength = 16)]
    public string Key { get; init; } = "";
}
