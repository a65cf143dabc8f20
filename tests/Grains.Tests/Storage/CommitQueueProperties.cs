using System.Collections.Immutable;
using CsCheck;
using Scheduling.Grains.Storage;
using Scheduling.Silo.Storage;
using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Grains.Tests.Storage;

public sealed class CommitQueueProperties
{
    private static readonly ImmutableArray<Guid> Ids =
        [.. Enumerable.Range(1, 6).Select(n => new Guid(n, 0, 0, new byte[8]))];

    /// <summary>One change: block, patient, and perhaps the former ones, out of a few, so that many conflict.</summary>
    private static readonly Gen<(int Block, int Patient, int FormerBlock, int FormerPatient)> Change =
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5], Gen.Int[-6, 5], Gen.Int[-6, 5]);

    [Fact]
    public async Task Any_commits_are_grouped_without_conflict_all_end_and_stay_in_order_per_key() =>
        await Gen.Select(Change.Array[1, 60], Gen.Int[1, 8]).SampleAsync(async (changes, groupRows) =>
        {
            var groups = new List<ImmutableArray<PreparedCommit>>();
            var queue = new CommitQueue(new CommitQueueOptions { GroupRows = groupRows }, TimeProvider.System, Record);
            var commits = changes.Select(ToCommit).ToArray();

            var answers = await Task.WhenAll(commits.Select(queue.Commit));

            await queue.Stop();
            Assert.All(answers, answer => Assert.Equal(ChangeOutcome.Done, Assert.Single(answer)));
            Assert.All(groups, group => Assert.True(group.Length <= groupRows));
            Assert.All(groups, group => Assert.Distinct(group.SelectMany(commit => commit.Keys)));
            AssertOrderPerKey(commits, [.. groups.SelectMany(group => group)]);

            async Task<ImmutableArray<ImmutableArray<ChangeOutcome>>> Record(ImmutableArray<PreparedCommit> group)
            {
                groups.Add(group);
                await Task.Yield();
                return [.. group.Select(_ => ImmutableArray.Create(ChangeOutcome.Done))];
            }
        }, iter: 300);

    private static void AssertOrderPerKey(BlockCommit[] given, PreparedCommit[] written)
    {
        Assert.Equal(given.Length, written.Length);
        var positions = given.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        var byKey = written.SelectMany(commit => commit.Keys.Select(key => (key, Position: positions[commit.Commit])));
        Assert.All(
            byKey.GroupBy(pair => pair.key, pair => pair.Position),
            positionsOfKey => Assert.Equal(positionsOfKey.Order(), positionsOfKey));
    }

    private static BlockCommit ToCommit((int Block, int Patient, int FormerBlock, int FormerPatient) change)
    {
        var block = new Key(HospitalId, Ids[change.Block]);
        var patient = new Key(HospitalId, Ids[change.Patient]);
        var next = Book(Appointment(block, patient, Guid.Empty, Minutes(0, 15)));
        return Commit(block, 1, next with
        {
            FormerBlockId = change.FormerBlock < 0 ? null : Ids[change.FormerBlock],
            FormerPatientId = change.FormerPatient < 0 || change.FormerPatient == change.Patient
                ? null
                : Ids[change.FormerPatient],
        });
    }
}
