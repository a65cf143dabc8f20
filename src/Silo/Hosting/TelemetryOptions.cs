using System.ComponentModel.DataAnnotations;

namespace Scheduling.Silo.Hosting;

/// <summary>What is measured and traced, and where it goes; section <c>Telemetry</c>.</summary>
internal sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>Whether anything is measured, so that <c>/metrics</c> has something to say. Default true.</summary>
    public bool Metrics { get; init; } = true;

    /// <summary>
    /// The share of requests that are traced, where an <see cref="OtlpOptions.Endpoint"/> is configured. Default 0.1; 0
    /// to 1. It is the same for requests that say themselves that they are traced: whoever calls does not decide what it
    /// costs.
    /// </summary>
    [Range(0.0, 1.0, ErrorMessage = "Telemetry:Sampling must be between 0 and 1.")]
    public double Sampling { get; init; } = 0.1;

    public OtlpOptions Otlp { get; init; } = new();

    /// <exception cref="StartRefusedException">A value is none that it can have.</exception>
    public static TelemetryOptions Read(IConfiguration configuration)
    {
        var options = Bind(configuration.GetSection(Section));
        var faults = new List<ValidationResult>();
        Validator.TryValidateObject(options, new(options), faults, validateAllProperties: true);
        Validator.TryValidateObject(options.Otlp, new(options.Otlp), faults, validateAllProperties: true);
        return faults is [var fault, ..] ? throw new StartRefusedException(fault.ErrorMessage!) : options;
    }

    private static TelemetryOptions Bind(IConfigurationSection section)
    {
        try
        {
            return section.Get<TelemetryOptions>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new();
        }
        catch (InvalidOperationException fault)
        {
            throw new StartRefusedException(fault.Message, fault);
        }
    }
}

/// <summary>A collector that takes OTLP.</summary>
internal sealed class OtlpOptions : IValidatableObject
{
    /// <summary>Such as <c>http://collector:4317</c>. Default none: nothing is traced, and nothing sent.</summary>
    public string? Endpoint { get; init; }

    /// <summary>How it is spoken to. Default <see cref="OtlpProtocol.Grpc"/>.</summary>
    [EnumDataType(typeof(OtlpProtocol), ErrorMessage = "Telemetry:Otlp:Protocol is Grpc or Http.")]
    public OtlpProtocol Protocol { get; init; } = OtlpProtocol.Grpc;

    /// <summary>The address for one kind of signal; over HTTP each has a path of its own.</summary>
    /// <param name="signal"><c>traces</c> or <c>metrics</c>.</param>
    public Uri Address(string signal) => Protocol switch
    {
        OtlpProtocol.Grpc => new Uri(Endpoint!),
        OtlpProtocol.Http => new Uri($"{Endpoint!.TrimEnd('/')}/v1/{signal}"),
    };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Endpoint is not null
            && !(Uri.TryCreate(Endpoint, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        {
            yield return new ValidationResult(
                $"Telemetry:Otlp:Endpoint is \"{Endpoint}\": it is an address such as http://collector:4317.");
        }
    }
}

internal enum OtlpProtocol
{
    Grpc = 1,
    Http = 2,
}
