using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using FluentValidation;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Hospitals;

/// <summary>An import file as a whole. It is never read as one; this is how the API's page shows it.</summary>
internal sealed class HospitalFile
{
    public Field<HospitalRecord> Hospital { get; init; }

    public Field<ImmutableArray<Field<ServiceTypeRecord>>> ServiceTypes { get; init; }

    public Field<ImmutableArray<Field<CodesetRecord>>> Codesets { get; init; }

    public Field<ImmutableArray<Field<PersonRecord>>> People { get; init; }

    public Field<ImmutableArray<Field<BlockRecord>>> AvailabilityBlocks { get; init; }
}

/// <summary>What a file needs; records are checked one by one.</summary>
internal sealed class HospitalFileValidator : RequestValidator<HospitalFile>
{
    public HospitalFileValidator()
    {
        RuleFor(file => file.Hospital).Required();
        RuleFor(file => file.ServiceTypes).Optional();
        RuleFor(file => file.Codesets).Optional();
        RuleFor(file => file.People).Optional();
        RuleFor(file => file.AvailabilityBlocks).Optional();
    }
}

/// <summary>Reads single records, and names them by their position where something is wrong with them.</summary>
internal static class ImportRecords
{
    /// <summary>The record as a value, or all that is wrong with its shape.</summary>
    public static RequestBody<T> Read<T>(this in ImportRecord record, JsonTypeInfo<T> type, IValidator<T> rules)
        where T : class
    {
        var parsed = record.Parse(type);
        return parsed.Error is null && ShapeFaults.Find(parsed.Value, rules, zone: null) is { } error
            ? new(error.At(record.Path))
            : parsed;
    }

    /// <summary>The record as a value, its rules known to hold, or what is wrong with its form.</summary>
    public static RequestBody<T> Parse<T>(this in ImportRecord record, JsonTypeInfo<T> type)
        where T : class
    {
        var json = record.Json.IsSingleSegment ? record.Json.FirstSpan : record.Json.ToArray();
        if (!Utf8.IsValid(json))
        {
            return new(ApiError.Invalid($"{record.Path} is not valid UTF-8"));
        }

        try
        {
            return JsonSerializer.Deserialize(json, type) is { } value
                ? new(value)
                : new(ApiError.Invalid($"{record.Path} must be an object"));
        }
        catch (JsonException)
        {
            return new(ApiError.Invalid($"{record.Path} must be an object that gives no member twice"));
        }
    }

    /// <summary>A fault inside of a record as a fault of the file.</summary>
    public static ApiError At(this ApiError error, string path) => error with
    {
        Message = $"{path}.{error.Message}",
        Errors = error.Errors?.ToDictionary(
            fault => $"{path}.{fault.Key}", fault => fault.Value.Select(text => $"{path}.{text}").ToArray()),
    };
}

[JsonSerializable(typeof(HospitalRecord))]
[JsonSerializable(typeof(ServiceTypeRecord))]
[JsonSerializable(typeof(CodesetRecord))]
[JsonSerializable(typeof(CodeRecord))]
[JsonSerializable(typeof(PersonRecord))]
[JsonSerializable(typeof(NameRecord))]
[JsonSerializable(typeof(PhoneRecord))]
[JsonSerializable(typeof(GuardianRecord))]
[JsonSerializable(typeof(BlockRecord))]
internal sealed partial class ImportRecordsJson : JsonSerializerContext
{
    public static ImportRecordsJson Strict { get; } = new(ApiJson.RequestOptions());
}

[JsonSerializable(typeof(HospitalImportResponse))]
internal sealed partial class ImportAnswersJson : JsonSerializerContext
{
    public static ImportAnswersJson Plain { get; } = new(ApiJson.AnswerOptions());
}
