using System.Buffers;
using System.Collections.Frozen;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Hospitals;

/// <summary>What an import file holds; the names are its members.</summary>
internal enum ImportKind
{
    Hospital = 0,
    ServiceTypes = 1,
    Codesets = 2,
    People = 3,
    AvailabilityBlocks = 4,
}

/// <summary>One record of an import file, or what is wrong with the file from here on.</summary>
/// <param name="Kind">The member that it stands in.</param>
/// <param name="Position">Its index there.</param>
/// <param name="Json">Valid until the next record is read.</param>
internal readonly record struct ImportRecord(ImportKind Kind, int Position, ReadOnlySequence<byte> Json)
{
    public ApiError? Error { get; init; }

    /// <summary>How messages name it: <c>people[3]</c>.</summary>
    public string Path => Kind == ImportKind.Hospital
        ? JsonNamingPolicy.CamelCase.ConvertName(nameof(ImportKind.Hospital))
        : $"{JsonNamingPolicy.CamelCase.ConvertName(Kind.ToString())}[{Position}]";
}

/// <summary>
/// Reads an import file from where its stream stands, record by record: only one of them is in memory at a time.
/// Members may come in any order; unknown ones are skipped.
/// </summary>
internal sealed class ImportFile(Stream stream)
{
    /// <summary>The largest record: 1 MiB.</summary>
    private const int MostRecordBytes = 1024 * 1024;

    private static readonly StreamPipeReaderOptions Reading = new(bufferSize: 64 * 1024, leaveOpen: true);

    private static readonly FrozenDictionary<string, ImportKind> Kinds = Enum.GetValues<ImportKind>()
        .ToFrozenDictionary(kind => kind.ToString(), StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string> members = new(StringComparer.OrdinalIgnoreCase);
    private JsonReaderState state = new(new JsonReaderOptions { MaxDepth = ApiJson.MostDepth });
    private Place place = Place.Start;
    private ImportKind? kind;
    private int position;

    private enum Place
    {
        Start,
        Members,
        Value,
        Elements,
        End,
    }

    /// <summary>The records in the order of the file. After one with an error there is no further one.</summary>
    public async IAsyncEnumerable<ImportRecord> Read([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var pipe = PipeReader.Create(stream, Reading);
        using var end = new Completion(pipe);
        while (true)
        {
            var read = await pipe.ReadAsync(cancellation);
            var rest = WithoutMark(read.Buffer);
            while (Next(ref rest, read.IsCompleted) is { } record)
            {
                yield return record;
                if (record.Error is not null)
                {
                    yield break;
                }
            }

            if (read.IsCompleted)
            {
                yield break;
            }

            if (rest.Length > MostRecordBytes)
            {
                yield return Faulty($"The record after {position} others is larger than 1 MiB");
                yield break;
            }

            pipe.AdvanceTo(rest.Start, rest.End);
        }
    }

    /// <summary>The next record that is wholly there; nothing where more bytes are needed, or none is left.</summary>
    private ImportRecord? Next(ref ReadOnlySequence<byte> rest, bool isLast)
    {
        try
        {
            ImportRecord? record = null;
            while (record is null && Step(ref rest, isLast, out record))
            {
            }

            return record;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // The latter: a name that is no UTF-8.
            return Faulty("The body is malformed JSON");
        }
    }

    /// <summary>Goes on by one token, or by one whole value; false where that is not wholly there.</summary>
    private bool Step(ref ReadOnlySequence<byte> rest, bool isLast, out ImportRecord? record)
    {
        record = null;
        var json = new Utf8JsonReader(rest, isLast, state);
        if (!json.Read())
        {
            return false;
        }

        var (token, start) = (json.TokenType, json.TokenStartIndex);
        if (IsWhole(token) && !json.TrySkip())
        {
            return false;
        }

        record = Take(ref json, token, rest.Slice(start, json.BytesConsumed - start));
        rest = rest.Slice(json.Position);
        state = json.CurrentState;
        return true;
    }

    /// <summary>Whether the token begins something that is taken, or left out, as a whole.</summary>
    private bool IsWhole(JsonTokenType token) => place switch
    {
        Place.Value => kind is null or ImportKind.Hospital || token != JsonTokenType.StartArray,
        Place.Elements => token != JsonTokenType.EndArray,
        Place.Start or Place.Members or Place.End => false,
    };

    private ImportRecord? Take(ref Utf8JsonReader json, JsonTokenType token, ReadOnlySequence<byte> value)
    {
        switch (place)
        {
            case Place.Start:
                place = Place.Members;
                return token == JsonTokenType.StartObject ? null : Faulty("The body must be a JSON object");
            case Place.Members:
                return TakeMember(ref json);
            case Place.Value:
                return TakeValue(token, value);
            case Place.Elements when token == JsonTokenType.EndArray:
                place = Place.Members;
                return null;
            case Place.Elements:
                return new ImportRecord(kind!.Value, position++, value);
            default:
                return null;
        }
    }

    private ImportRecord? TakeMember(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.EndObject)
        {
            place = Place.End;
            return null;
        }

        var name = json.GetString()!;
        place = Place.Value;
        position = 0;
        kind = Kinds.TryGetValue(name, out var known) ? known : null;
        return kind is null || members.Add(name) ? null : Faulty("A member of the body is given twice");
    }

    private ImportRecord? TakeValue(JsonTokenType token, ReadOnlySequence<byte> value)
    {
        if (kind is null || token == JsonTokenType.Null)
        {
            place = Place.Members;
            return null;
        }

        if (kind == ImportKind.Hospital)
        {
            place = Place.Members;
            return new ImportRecord(ImportKind.Hospital, 0, value);
        }

        place = Place.Elements;
        return token == JsonTokenType.StartArray
            ? null
            : Faulty($"{JsonNamingPolicy.CamelCase.ConvertName(kind.Value.ToString())} must be an array");
    }

    private ReadOnlySequence<byte> WithoutMark(ReadOnlySequence<byte> buffer) =>
        place == Place.Start && buffer.FirstSpan.StartsWith("\uFEFF"u8) ? buffer.Slice(3) : buffer;

    private ImportRecord Faulty(string message) =>
        new(kind ?? ImportKind.Hospital, position, default) { Error = ApiError.Invalid(message) };

    /// <summary>Gives the reader's buffers back, however reading ends.</summary>
    private sealed class Completion(PipeReader pipe) : IDisposable
    {
        public void Dispose() => pipe.Complete();
    }
}
