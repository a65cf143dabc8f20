using FluentValidation;

namespace Scheduling.Gateway.Http;

/// <summary>
/// What an endpoint says of itself beside its route. The API's page is made of it; limits are kept by it.
/// </summary>
internal static class EndpointDescriptions
{
    /// <summary>
    /// Reads a JSON body of this type, checked by these rules. The media type is checked when the body is read, behind
    /// the token.
    /// </summary>
    public static TBuilder TakesBody<TBuilder>(this TBuilder endpoint, Type type, IValidator? rules = null)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new BodyDescription(type, rules));

    /// <summary>Looks at a request header that may be left out.</summary>
    public static TBuilder TakesHeader<TBuilder>(this TBuilder endpoint, string name, string description)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new HeaderDescription(name, description));

    /// <summary>Looks at a parameter of the query string that may be left out.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="name">The parameter.</param>
    /// <param name="description">What it is for, its form, its limits, and what counts without it.</param>
    /// <param name="example">A value that the demo hospital answers something for.</param>
    public static TBuilder TakesQuery<TBuilder>(
        this TBuilder endpoint, string name, string description, string? example = null)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new QueryDescription(name, description, example));

    /// <summary>An example of the answer, named.</summary>
    public static TBuilder WithAnswerExample<TBuilder>(this TBuilder endpoint, string name, string json)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new AnswerExample(name, json));

    /// <summary>An example body, named; made when the page asks for it.</summary>
    public static TBuilder WithExample<TBuilder>(
        this TBuilder endpoint, string name, Func<IServiceProvider, string> json)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new BodyExample(name, json));

    /// <summary>Answers 200 with this type, nothing: with an empty body; with an ETag where it has a version.</summary>
    public static TBuilder Answers<TBuilder>(this TBuilder endpoint, Type? type = null, bool hasVersion = false)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new AnswerDescription(type, hasVersion));

    /// <summary>May fail with these; every endpoint may with 503, and 429.</summary>
    public static TBuilder DescribesErrors<TBuilder>(this TBuilder endpoint, params ApiError[] errors)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new ErrorDescription(errors));

    /// <summary>Works without a token.</summary>
    public static TBuilder NeedsNoToken<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new NoToken());

    /// <summary>Takes larger bodies and more time than others do.</summary>
    public static TBuilder WithLimits<TBuilder>(this TBuilder endpoint, long mostBytes, TimeSpan time)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new EndpointLimits(mostBytes, time));
}

internal sealed record BodyDescription(Type Type, IValidator? Rules);

internal sealed record HeaderDescription(string Name, string Description);

internal sealed record QueryDescription(string Name, string Description, string? Example);

internal sealed record AnswerExample(string Name, string Json);

internal sealed record BodyExample(string Name, Func<IServiceProvider, string> Json);

internal sealed record AnswerDescription(Type? Type, bool HasVersion);

internal sealed record ErrorDescription(IReadOnlyList<ApiError> Errors);

internal sealed record NoToken;

/// <param name="MaxRequestBodySize">Bytes.</param>
/// <param name="Time">Until the request is answered 503.</param>
internal sealed record EndpointLimits(long? MaxRequestBodySize, TimeSpan Time)
    : Microsoft.AspNetCore.Http.Metadata.IRequestSizeLimitMetadata;
