using System.Text.Json;
using System.Text.Json.Serialization;

namespace Scheduling.Gateway.Http;

/// <summary>
/// How JSON is read and written here. Every noun has a source-generated context for its requests, made with
/// <see cref="RequestOptions"/>, and one for its answers, made with <see cref="AnswerOptions"/>.
/// </summary>
internal static class ApiJson
{
    public const string ContentType = "application/json; charset=utf-8";

    /// <summary>Levels of nesting in a request; the deepest form of the API has five.</summary>
    public const int MostDepth = 16;

    public static readonly JsonWriterOptions WriterOptions =
        new() { Encoder = MinimalEscaping.Instance, SkipValidation = true };

    /// <summary>
    /// Names in any case, no member twice, unknown members ignored, plain JSON only. A new copy: contexts keep theirs.
    /// </summary>
    public static JsonSerializerOptions RequestOptions() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        PropertyNameCaseInsensitive = true,
        AllowDuplicateProperties = false,
        AllowTrailingCommas = false,
        ReadCommentHandling = JsonCommentHandling.Disallow,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        MaxDepth = MostDepth,
    };

    /// <summary>
    /// camelCase, members that are nothing left out, only what JSON requires escaped. A new copy each.
    /// </summary>
    public static JsonSerializerOptions AnswerOptions() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = MinimalEscaping.Instance,
    };
}
