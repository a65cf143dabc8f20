using System.Text.Json;
using System.Text.Json.Serialization;

namespace Scheduling.BookingRush;

/// <summary>A line of a file of tokens.</summary>
/// <param name="Patient">Whose; one of the seed's.</param>
/// <param name="AccessToken">A JWT.</param>
internal sealed record ReadyToken(Guid Patient, string AccessToken);

/// <summary>Tokens that somebody else has issued.</summary>
internal sealed class ReadyTokens(IReadOnlyList<string?> tokens) : IPatientTokens
{
    /// <exception cref="UsageException">It cannot be read, or it lacks a patient of the plan.</exception>
    public static ReadyTokens Read(string path, Plan plan)
    {
        var tokens = new List<string?>();
        foreach (var line in Lines(path))
        {
            var number = plan.PatientNumber(line.Patient)
                ?? throw new UsageException($"{path}: {line.Patient} is no patient of the seed {plan.Seed}.");
            while (tokens.Count <= number)
            {
                tokens.Add(null);
            }

            tokens[number] = line.AccessToken;
        }

        return new ReadyTokens(tokens);
    }

    public string Of(int patient) => patient < tokens.Count && tokens[patient] is { } token
        ? token
        : throw new UsageException($"The file of tokens has none of patient {patient}: say --patients, or --seed.");

    private static IEnumerable<ReadyToken> Lines(string path)
    {
        try
        {
            return [.. File.ReadLines(path)
                .Select(line => JsonSerializer.Deserialize(line, ReadyTokenJson.Default.ReadyToken)!)];
        }
        catch (Exception fault) when (fault is IOException or JsonException)
        {
            throw new UsageException($"--tokens {path}: {fault.Message}");
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReadyToken))]
internal sealed partial class ReadyTokenJson : JsonSerializerContext;
