using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Scheduling.Grains.Storage;

/// <summary>
/// What is stored of a person beside the columns: one JSON object in UTF-8. Member names are permanent; role functions
/// are written by name.
/// </summary>
internal sealed record PersonDocument
{
    public required PersonName Name { get; init; }

    public ImmutableArray<Phone> Phones { get; init; } = [];

    public string? TimeZone { get; init; }

    public RoleFunctions RoleFunctions { get; init; }

    public DateTimeOffset? SessionsFrom { get; init; }

    public static PersonDocument Of(Person person) => new()
    {
        Name = person.Name,
        Phones = person.Phones,
        TimeZone = person.TimeZone,
        RoleFunctions = person.RoleFunctions,
        SessionsFrom = person.SessionsFrom,
    };

    /// <summary>A person's columns and this document together.</summary>
    public Person ToPerson(Key key, ContactType type, int? number, int statusCode) => new()
    {
        Key = key,
        ContactType = type,
        Number = number,
        StatusCode = statusCode,
        Name = Name,
        Phones = Phones,
        TimeZone = TimeZone,
        RoleFunctions = RoleFunctions,
        SessionsFrom = SessionsFrom,
    };

    /// <exception cref="JsonException">The text is not a person's document.</exception>
    public static PersonDocument Read(ReadOnlySpan<byte> document) =>
        JsonSerializer.Deserialize(document, PersonDocumentJson.Readable.PersonDocument)
        ?? throw new JsonException("A person's document is null.");

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, PersonDocumentJson.Readable.PersonDocument);
}

[JsonSerializable(typeof(PersonDocument))]
internal sealed partial class PersonDocumentJson : JsonSerializerContext
{
    public static readonly PersonDocumentJson Readable = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter<RoleFunctions>() },
        // Names and phone numbers stay readable for operators: only what JSON requires is escaped.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
