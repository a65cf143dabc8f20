using System.Diagnostics;
using System.Globalization;
using HdrHistogram;
using Scheduling.Silo.Storage.Postgres;

namespace Scheduling.ListPages;

/// <summary>How long pages of fifty take, one after the other, from random days of the year on.</summary>
internal sealed class PageTimes(string database, TimeProvider time)
{
    private const int Rounds = 500;
    private const int WarmUp = 50;

    private readonly Random random = new(7);

    /// <returns>Whether both limits are kept.</returns>
    public async Task<bool> Measure()
    {
        await using var store = PostgresScheduleStore.Open(
            new PostgresStoreOptions { ConnectionString = database }, time);
        var page = await Measure(store, "a page of 50 of the hospital, without total", Month);
        var total = await Measure(store, "the same with total over 30 days", () => Month() with { CountsTotal = true });
        await Measure(store, "its cancelled ones, the last first, with total", () => Month() with
        {
            Statuses = [AppointmentStatus.CancelledByPatient],
            Sort = [new AppointmentSort(AppointmentSortField.Date, true)],
            CountsTotal = true,
        });
        await Measure(store, "a clinician's, with total", () => Month() with
        {
            ClinicianNumbers = [random.Next(1, LargeHospital.Clinicians + 1)],
            CountsTotal = true,
        });
        await Measure(store, "a patient's year, with total", () => Month() with
        {
            Starts = new TimeRange(LargeHospital.FirstDay, LargeHospital.FirstDay.AddDays(365)),
            PatientNumbers = [random.Next(LargeHospital.FirstPatient, LargeHospital.People + 1)],
            CountsTotal = true,
        });
        await Measure(store, "those of a name that ten people have, with total", () => Month() with
        {
            NamePart = $"number {random.Next(1_000, 5_000)}",
            CountsTotal = true,
        });
        await Measure(store, "by the patients' names", () => Month() with
        {
            Sort = [new AppointmentSort(AppointmentSortField.Patient, false)],
        });
        return page <= 20 && total <= 100;
    }

    private ListAppointments Month()
    {
        var start = LargeHospital.FirstDay.AddDays(random.Next(335));
        return new ListAppointments
        {
            Starts = new TimeRange(start, start.AddDays(30)),
            Reach = Reach.WholeHospital,
            Take = 50,
            CountsTotal = false,
        };
    }

    /// <returns>The 99th percentile in milliseconds.</returns>
    private static async Task<double> Measure(PostgresScheduleStore store, string name, Func<ListAppointments> query)
    {
        var latencies = new LongHistogram(60_000_000, 3);
        for (var round = -WarmUp; round < Rounds; round++)
        {
            var asked = query();
            var began = Stopwatch.GetTimestamp();
            await store.Reads.ListAppointments(LargeHospital.Id, asked);
            if (round >= 0)
            {
                latencies.RecordValue((long)Stopwatch.GetElapsedTime(began).TotalMicroseconds);
            }
        }

        Console.WriteLine($"{name}: p50 {Milliseconds(latencies, 50)} ms, p99 {Milliseconds(latencies, 99)} ms");
        return latencies.GetValueAtPercentile(99) / 1000.0;
    }

    private static string Milliseconds(LongHistogram latencies, double percentile) =>
        (latencies.GetValueAtPercentile(percentile) / 1000.0).ToString("N1", CultureInfo.InvariantCulture);
}
