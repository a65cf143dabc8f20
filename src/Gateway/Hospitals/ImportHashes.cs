using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using Scheduling.Gateway.Sessions;

namespace Scheduling.Gateway.Hospitals;

/// <summary>
/// Hashes the passwords of a file, only a few at once: each keeps a processor busy, and bookings go on meanwhile.
/// </summary>
internal sealed class ImportHashes(IGrainFactory grains, Passwords passwords, IOptions<AuthOptions> auth)
{
    /// <summary>People with hashes for passwords; who has the same password already keeps the stored hash.</summary>
    public async Task<ImmutableArray<ImportedPerson>> Import(
        ImportJob job, PersonRecord[] records, CancellationToken cancellation)
    {
        var people = Array.ConvertAll(records, job.WithoutPassword);
        var secret = Enumerable.Range(0, records.Length).Where(i => records[i].Password.HasValue);
        var few = new ParallelOptions
        {
            MaxDegreeOfParallelism = auth.Value.HashesAtOnce,
            CancellationToken = cancellation,
        };
        await Parallel.ForEachAsync(secret, few, async (i, _) =>
        {
            people[i] = people[i] with { PasswordHash = await HashOf(job.HospitalId, records[i]) };
            job.Counts.AddHash();
        });
        return ImmutableCollectionsMarshal.AsImmutableArray(people);
    }

    private async Task<string?> HashOf(int hospitalId, PersonRecord record)
    {
        var stored = await grains.People(hospitalId).FindRecord(record.Id.Value);
        return await passwords.Renew(stored?.PasswordHash, record.Password.Value);
    }
}
