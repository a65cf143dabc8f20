namespace Scheduling.BookingRush;

/// <summary>Writes a patient's holds, of which there is one at a time, into the books.</summary>
internal sealed class HoldPieces(Books books, Casebook cases, JudgeRules rules)
{
    public void Write(PatientCase patient)
    {
        var used = patient.Appointments.Where(each => each.IsCertain)
            .Select(each => (Hold: cases.Hold(each.First.Hold), each.High))
            .Where(each => each.Hold is not null).ToLookup(each => each.Hold!.Stay, each => each.High);
        for (var index = 0; index < patient.Holds.Count; index++)
        {
            var hold = patient.Holds[index];
            hold.LastEnd = LastEnd(hold, used[hold.Stay]);
            var later = patient.Holds.Skip(index + 1);
            if (later.FirstOrDefault(each => each.IsCertain && each.Low > hold.High) is { } next)
            {
                hold.LastEnd = Math.Min(hold.LastEnd, next.High + rules.ClockDifference);
            }
        }

        foreach (var hold in patient.Holds)
        {
            Begin(hold, patient.Holds.FindAll(other =>
                other != hold && other.Low <= hold.High && other.LastEnd >= hold.Low));
            End(hold);
        }
    }

    /// <summary>It takes the place of any that the patient has.</summary>
    private void Begin(HoldCase hold, List<HoldCase> others)
    {
        books.OfPatient(hold.Patient, Beginning(hold, others, isHere: true));
        books.OfBlock(hold.Place.Block, Beginning(hold, InBlock(others, hold.Place.Block), isHere: true));
        foreach (var block in others.Select(other => other.Place.Block).Distinct().Where(b => b != hold.Place.Block))
        {
            books.OfBlock(block, Beginning(hold, InBlock(others, block), isHere: false));
        }

        foreach (var renewal in hold.Renewals)
        {
            var sight = new Sight(hold.Stay, SightKind.There, hold.Place);
            books.OfPatient(hold.Patient, Seen(renewal, sight));
            books.OfBlock(hold.Place.Block, Seen(renewal, sight));
        }
    }

    private void End(HoldCase hold)
    {
        foreach (var release in hold.Releases)
        {
            var isCertain = Fates.Of(release) == Fate.Happened;
            Both(hold, Ending(
                hold, release, null, release.Invoke, isCertain ? release.Return : long.MaxValue));
        }

        var tolerance = rules.HoldTolerance;
        Both(hold, hold.Expires is { } expires
            ? Ending(hold, hold.First, "it expired", expires - tolerance, expires + tolerance)
            : Ending(hold, hold.First, "it may have expired", hold.Low, long.MaxValue));
    }

    private long LastEnd(HoldCase hold, IEnumerable<long> used)
    {
        var released = hold.Releases.Where(release => Fates.Of(release) == Fate.Happened)
            .Select(release => release.Return);
        var expired = hold.Expires is { } expires ? expires + rules.HoldTolerance : long.MaxValue;
        var last = released.Concat(used).Append(expired).Min();
        return last == long.MaxValue ? last : last + rules.ClockDifference;
    }

    private void Both(HoldCase hold, Piece ending)
    {
        books.OfPatient(hold.Patient, ending);
        books.OfBlock(hold.Place.Block, ending);
    }

    private Piece Beginning(HoldCase hold, IEnumerable<HoldCase> others, bool isHere) => new()
    {
        Source = hold.First,
        Role = isHere ? null : "another hold ended",
        Low = hold.Low - rules.ClockDifference,
        High = hold.IsCertain ? hold.High + rules.ClockDifference : long.MaxValue,
        IsCertain = hold.IsCertain,
        Ends = [.. others.Select(other => other.Stay)],
        Begins = isHere ? hold.Stay : -1,
        Place = isHere ? hold.Place : default,
    };

    private Piece Ending(HoldCase hold, Operation source, string? role, long low, long high) => new()
    {
        Source = source,
        Role = role,
        Low = low - rules.ClockDifference,
        High = high == long.MaxValue ? high : high + rules.ClockDifference,
        IsCertain = high < long.MaxValue,
        Ends = [hold.Stay],
    };

    private Piece Seen(Operation by, Sight sight) => new()
    {
        Source = by,
        Low = by.Invoke - rules.ClockDifference,
        High = by.Return + rules.ClockDifference,
        Sights = [sight],
    };

    private static IEnumerable<HoldCase> InBlock(IEnumerable<HoldCase> holds, Guid block) =>
        holds.Where(hold => hold.Place.Block == block);
}
