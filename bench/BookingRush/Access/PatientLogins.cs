using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Scheduling.BookingRush;

/// <summary>
/// Logs patients in one after the other, at a bounded rate: passwords are expensive to check on purpose. The tokens
/// are kept in the
/// run's folder, for <c>--tokens</c>.
/// </summary>
internal sealed class PatientLogins(Plan plan, Scenario scenario, HttpClient http, TimeProvider time)
{
    public const string FileName = "tokens.jsonl";
    private const int Patient = 1;
    private const int PerSecond = 20;

    /// <summary>What a patient of the plan logs in with; it follows from the seed, and is not secret.</summary>
    public PatientLogin Of(int patient)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"booking rush {plan.Seed} {patient}"));
        return new PatientLogin(
            $"patient-{plan.Seed}-{patient}@rush.example", $"Rush-{Convert.ToHexStringLower(hash[..8])}");
    }

    public async Task<IPatientTokens> LogIn(string folder, IProgress<string> progress, CancellationToken stop)
    {
        var tokens = new string[scenario.Auditor + 1];
        await using var file = new StreamWriter(Path.Combine(folder, FileName));
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / PerSecond), time);
        for (var patient = 0; patient < tokens.Length; patient++)
        {
            var login = Of(patient);
            tokens[patient] = await StaffLogin.LogIn(
                http, scenario.Hospital.Id, Patient, login.Email, login.Password, stop);
            await file.WriteLineAsync(JsonSerializer.Serialize(
                new ReadyToken(plan.Patient(patient), tokens[patient]), ReadyTokenJson.Default.ReadyToken));
            if (patient % PerSecond == 0)
            {
                progress.Report($"logging in patient {patient + 1} of {tokens.Length}");
            }

            await pace.WaitForNextTickAsync(stop);
        }

        return new ReadyTokens(tokens);
    }
}
