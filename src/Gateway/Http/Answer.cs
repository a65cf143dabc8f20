using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Scheduling.Gateway.Http;

/// <summary>Successful answers: 200, with a bare object or with nothing. Headers are set only by who may answer.</summary>
internal static class Answer
{
    /// <summary>200 with an empty body.</summary>
    public static readonly IResult Nothing = new EmptyAnswer();

    /// <summary>200 with a JSON body; <paramref name="version"/> becomes a strong ETag.</summary>
    public static IResult Json<T>(T value, JsonTypeInfo<T> type, long? version = null) =>
        new JsonAnswer<T>(value, type, version);
}

internal sealed class JsonAnswer<T>(T value, JsonTypeInfo<T> type, long? version) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var json = JsonBuffer.Rent();
        JsonSerializer.Serialize(json.Writer, value, type);
        if (!ApiRequest.Of(httpContext).TryClaimAnswer())
        {
            return;
        }

        if (version is { } number)
        {
            httpContext.Response.Headers.ETag = FormattableString.Invariant($"\"{number}\"");
        }

        await json.Send(httpContext.Response);
    }
}

internal sealed class EmptyAnswer : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (ApiRequest.Of(httpContext).TryClaimAnswer())
        {
            httpContext.Response.ContentLength = 0;
        }

        return Task.CompletedTask;
    }
}
