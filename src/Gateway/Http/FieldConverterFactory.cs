using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Scheduling.Gateway.Http;

/// <summary>Reads a <see cref="Field{T}"/> by the kind of its T.</summary>
internal sealed class FieldConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Field<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
    {
        var type = typeToConvert.GetGenericArguments()[0];
        return Simple(type) ?? Composed(type, options);
    }

    private static JsonConverter? Simple(Type type)
    {
        return type switch
        {
            _ when type == typeof(int) => new FieldConverter<int>(FieldReaders.TryReadInt),
            _ when type == typeof(bool) => new FieldConverter<bool>(FieldReaders.TryReadBool),
            _ when type == typeof(string) => new FieldConverter<string>(FieldReaders.TryReadString),
            _ when type == typeof(Guid) => new FieldConverter<Guid>(FieldReaders.TryReadGuid),
            _ when type == typeof(RequestTime) => new FieldConverter<RequestTime>(FieldReaders.TryReadTime),
            _ when type == typeof(JsonNumber) => new FieldConverter<JsonNumber>(FieldReaders.TryReadNumber),
            _ when type == typeof(NumberOrText) => new FieldConverter<NumberOrText>(FieldReaders.TryReadNumberOrText),
            _ => null,
        };
    }

    private static JsonConverter Composed(Type type, JsonSerializerOptions options)
    {
        var isArray = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>);
        var converter = isArray
            ? typeof(ArrayFieldConverter<>).MakeGenericType(type.GetGenericArguments())
            : typeof(ObjectFieldConverter<>).MakeGenericType(type);
        return (JsonConverter)Activator.CreateInstance(converter, options)!;
    }
}

internal delegate bool TryReadField<T>(ref Utf8JsonReader reader, out T value);

/// <summary>A member that is one token.</summary>
internal sealed class FieldConverter<T>(TryReadField<T> tryRead) : FieldReadingConverter<T>
{
    protected override bool TryRead(ref Utf8JsonReader reader, JsonSerializerOptions options, out T value) =>
        tryRead(ref reader, out value);
}

/// <summary>A member that is an object; its own members are fields again.</summary>
internal sealed class ObjectFieldConverter<T>(JsonSerializerOptions options) : FieldReadingConverter<T>
    where T : class
{
    private readonly JsonConverter<T> inner = (JsonConverter<T>)options.GetConverter(typeof(T));

    protected override bool TryRead(ref Utf8JsonReader reader, JsonSerializerOptions options, out T value)
    {
        value = null!;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        value = inner.Read(ref reader, typeof(T), options)!;
        return true;
    }
}

/// <summary>A member that is an array, of fields.</summary>
internal sealed class ArrayFieldConverter<T>(JsonSerializerOptions options) : FieldReadingConverter<ImmutableArray<T>>
{
    // Not asked of the options: a source-generated context knows only what was named to it.
    private readonly JsonConverter<T> inner =
        (JsonConverter<T>)new FieldConverterFactory().CreateConverter(typeof(T), options);

    protected override bool TryRead(
        ref Utf8JsonReader reader, JsonSerializerOptions options, out ImmutableArray<T> value)
    {
        value = [];
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        var items = ImmutableArray.CreateBuilder<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(inner.Read(ref reader, typeof(T), options)!);
        }

        value = items.DrainToImmutable();
        return true;
    }
}

/// <summary>What all fields share: nothing is absent, the wrong kind is skipped.</summary>
internal abstract class FieldReadingConverter<T> : JsonConverter<Field<T>>
{
    public override bool HandleNull => true;

    public override Field<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return Field<T>.Absent;
        }

        if (TryRead(ref reader, options, out var value))
        {
            return Field<T>.Of(value);
        }

        reader.Skip();
        return Field<T>.Wrong;
    }

    /// <exception cref="NotSupportedException">Always: requests are only read.</exception>
    public override void Write(Utf8JsonWriter writer, Field<T> value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Requests are only read.");

    protected abstract bool TryRead(ref Utf8JsonReader reader, JsonSerializerOptions options, out T value);
}
