using System.Text.Json;
using NodaTime;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Search;

/// <summary>A page of a search as it is sent.</summary>
/// <param name="Json">The whole body.</param>
/// <param name="NextStart">When the first of all slots that were found starts: from then on it is offered no more.</param>
internal sealed record SlotPage(byte[] Json, DateTimeOffset? NextStart);

/// <summary>Which part of what was found a page shows, and in which clock.</summary>
internal sealed record SlotPageForm(DateTimeZone Zone, TimeSpan Length, int Skip, int Take, int SlotsPerClinician)
{
    private static readonly JsonEncodedText From = JsonEncodedText.Encode("from");
    private static readonly JsonEncodedText To = JsonEncodedText.Encode("to");
    private static readonly JsonEncodedText Block = JsonEncodedText.Encode("availabilityBlockId");
    private static readonly JsonEncodedText Next = JsonEncodedText.Encode("nextSlotStart");

    /// <param name="clinicians">All that were found, with the slots that are still to come.</param>
    /// <param name="nextStart">The first free time; nothing where there is none.</param>
    public SlotPage Write(IReadOnlyList<ClinicianSlots> clinicians, DateTimeOffset? nextStart)
    {
        using var json = JsonBuffer.Rent();
        var writer = json.Writer;
        writer.WriteStartObject();
        writer.WriteStartArray("clinicians");
        foreach (var clinician in clinicians.Skip(Skip).Take(Take))
        {
            Write(writer, clinician);
        }

        writer.WriteEndArray();
        if (nextStart is { } next)
        {
            writer.WriteTime(Next, next, Zone);
        }

        writer.WriteNumber("total", clinicians.Count);
        writer.WriteEndObject();
        return new SlotPage(json.ToArray(), nextStart);
    }

    private void Write(Utf8JsonWriter writer, ClinicianSlots clinician)
    {
        writer.WriteStartObject();
        if (clinician.Number is { } number)
        {
            writer.WriteNumber("userId", number);
        }

        writer.WriteString("personId", clinician.PersonId);
        writer.WriteStartObject("name");
        Write(writer, "given", clinician.Name.Given);
        Write(writer, "prefix", clinician.Name.Prefix);
        Write(writer, "suffix", clinician.Name.Suffix);
        Write(writer, "family", clinician.Name.Family);
        writer.WriteEndObject();
        writer.WriteStartArray("slots");
        var left = SlotsPerClinician;
        foreach (var run in clinician.Runs)
        {
            for (var slot = 0; slot < run.Count && left > 0; slot++, left--)
            {
                writer.WriteStartObject();
                writer.WriteString(Block, run.BlockId);
                writer.WriteTime(From, run.First + (slot * Length), Zone);
                writer.WriteTime(To, run.First + ((slot + 1) * Length), Zone);
                writer.WriteEndObject();
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }
}
