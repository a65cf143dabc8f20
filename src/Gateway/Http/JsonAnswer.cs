using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Scheduling.Gateway.Http;

/// <summary>200 with a JSON body. Its headers are set only once it is known that it may answer.</summary>
internal static class JsonAnswer
{
    /// <summary><paramref name="version"/> becomes a strong ETag.</summary>
    public static IResult Of<T>(T value, JsonTypeInfo<T> type, long? version = null) =>
        new JsonAnswer<T>(value, type, version);
}

internal sealed class JsonAnswer<T>(T value, JsonTypeInfo<T> type, long? version) : IResult
{
    /// <summary>The same answer in another form, of the same version.</summary>
    public JsonAnswer<TOther> As<TOther>(Func<T, TOther> form, JsonTypeInfo<TOther> otherType) =>
        new(form(value), otherType, version);

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

/// <summary>200 with a JSON body that was written before.</summary>
internal sealed class WrittenAnswer(byte[] json) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (!ApiRequest.Of(httpContext).TryClaimAnswer())
        {
            return Task.CompletedTask;
        }

        httpContext.Response.ContentType = ApiJson.ContentType;
        httpContext.Response.ContentLength = json.Length;
        return httpContext.Response.Body.WriteAsync(json, httpContext.RequestAborted).AsTask();
    }
}

/// <summary>200 with an empty body.</summary>
internal sealed class EmptyAnswer : IResult
{
    public static readonly EmptyAnswer Ok = new();

    private EmptyAnswer()
    {
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (ApiRequest.Of(httpContext).TryClaimAnswer())
        {
            httpContext.Response.ContentLength = 0;
        }

        return Task.CompletedTask;
    }
}
