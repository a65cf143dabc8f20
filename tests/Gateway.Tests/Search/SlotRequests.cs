using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Appointments;
using Scheduling.Gateway.Tests.Http;

namespace Scheduling.Gateway.Tests.Search;

/// <summary>Searches, as tests ask for them.</summary>
internal static class SlotRequests
{
    public static readonly TimeSpan Late = TimeSpan.FromMilliseconds(1_001);

    /// <summary>A search after everything that was kept has become too old.</summary>
    public static Task<RawAnswer> Search(this ApiClient client, string query = "")
    {
        client.Gateway.Pass(Late);
        return client.SearchAgain(query);
    }

    /// <summary>A search that may be answered with what was found a moment ago.</summary>
    public static Task<RawAnswer> SearchAgain(this ApiClient client, string query = "") =>
        client.Gateway.Send("GET", $"{client.Path}/self-scheduling/clinicians?{query}", client.Token);

    /// <summary>A search for the clinic's own clinician on the day of their block.</summary>
    public static Task<RawAnswer> SearchHere(this ApiClient client, Clinic clinic, string query = "") =>
        client.Search(OfClinic(clinic, query));

    public static string OfClinic(Clinic clinic, string query) =>
        $"clinicianIds={clinic.NumberOf(clinic.Clinician)}&date={clinic.Opens:yyyy-MM-dd}&slotsPerClinician=200&{query}";

    /// <summary>Where the slots of an answer start, in minutes after the clinic opens.</summary>
    public static int[] Starts(this RawAnswer answer, Clinic clinic) =>
        [.. answer.Slots().Select(slot => clinic.Minute((string)slot["from"]!))];

    public static IEnumerable<JsonNode> Slots(this RawAnswer answer) =>
        answer.Succeeded().Json["clinicians"]!.AsArray().SelectMany(clinician => clinician!["slots"]!.AsArray())
            .Select(slot => slot!);
}
