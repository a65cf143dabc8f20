namespace Scheduling.BookingRush;

/// <summary>
/// What a history says about every block and every patient, as pieces of their books. A request that concerns several
/// of them has a piece in each.
/// </summary>
internal sealed class Books(Casebook cases, JudgeRules rules)
{
    private readonly Dictionary<Guid, List<Piece>> blocks = [];
    private readonly Dictionary<Guid, List<Piece>> patients = [];

    public IReadOnlyDictionary<Guid, List<Piece>> Blocks => blocks;

    public IReadOnlyDictionary<Guid, List<Piece>> Patients => patients;

    private int numbers;

    /// <summary>Refusals that may have had either of two reasons, and told none.</summary>
    public long Untold { get; private set; }

    public Books Write()
    {
        foreach (var patient in cases.Patients.Values)
        {
            new HoldPieces(this, cases, rules).Write(patient);
            foreach (var appointment in patient.Appointments.Where(each => each.Low < long.MaxValue))
            {
                new AppointmentPieces(this, cases, rules).Write(appointment);
            }

            patient.Refusals.ForEach(refusal => Refuse(patient, refusal));
            patient.Lists.ForEach(list => List(patient, list));
        }

        return this;
    }

    /// <summary>A number for another piece.</summary>
    public int Next() => numbers++;

    public void OfBlock(Guid block, Piece piece) => Add(blocks, block, piece);

    public void OfPatient(Guid patient, Piece piece) => Add(patients, patient, piece);

    private static void Add(Dictionary<Guid, List<Piece>> books, Guid whose, Piece piece)
    {
        if (!books.TryGetValue(whose, out var pieces))
        {
            books[whose] = pieces = [];
        }

        pieces.Add(piece);
    }

    private void Refuse(PatientCase patient, Operation refusal)
    {
        var beside = Beside(patient, refusal);
        var piece = new Piece
        {
            Source = refusal,
            Low = refusal.Invoke - rules.Staleness - rules.ClockDifference,
            High = refusal.Return + rules.ClockDifference,
            Place = Fates.PlaceOf(refusal),
            RefusedBeside = beside,
        };
        if ((refusal.Reason ?? Guess(patient, piece)) is not { } reason)
        {
            Untold++;
        }
        else if (reason == RefusalReason.Time)
        {
            OfBlock(piece.Place.Block, piece);
        }
        else
        {
            OfPatient(refusal.Patient, piece);
        }
    }

    /// <summary>What does not stand against what was asked: what it would take the place of, and what it is.</summary>
    private int[] Beside(PatientCase patient, Operation refusal)
    {
        if (refusal.Op == Act.Hold)
        {
            return [.. patient.Holds.Where(hold => hold.LastEnd >= refusal.Invoke - rules.Staleness
                && hold.Low <= refusal.Return).Select(hold => hold.Stay)];
        }

        Case?[] own =
        [
            cases.Hold(refusal.Hold),
            refusal.Op == Act.Reschedule ? cases.Appointment(refusal.Appointment)
                : cases.OfKey(refusal) is { Alike.Count: 0 } same ? same : null,
        ];
        return [.. own.OfType<Case>().Select(each => each.Stay)];
    }

    /// <summary>Nothing where the patient may have been the reason as well as the block.</summary>
    private static RefusalReason? Guess(PatientCase patient, Piece refusal)
    {
        bool MayMatter(Case each) => each.Low <= refusal.High && !refusal.RefusedBeside!.Contains(each.Stay);
        var mayBePatient = patient.Holds.Exists(hold => MayMatter(hold) && hold.Place.Overlaps(refusal.Place))
            || patient.Appointments.Exists(each => MayMatter(each) && (each.Place.Overlaps(refusal.Place)
                || each.Changes.Exists(change => change.Op == Act.Reschedule
                    && Fates.PlaceOf(change).Overlaps(refusal.Place))));
        return mayBePatient ? null : RefusalReason.Time;
    }

    private void List(PatientCase patient, Operation list)
    {
        var shown = list.Found!.ToDictionary(seen => seen.Appointment);
        var sights = new List<(AppointmentCase Case, Sighting? Seen)>();
        foreach (var each in patient.Appointments.Where(each => each.Low < long.MaxValue))
        {
            sights.Add((each, each.Id is { } id ? shown.GetValueOrDefault(id) : null));
        }

        See(list, sights);
    }

    /// <summary>All these were seen so at the same instant.</summary>
    public void See(Operation by, IReadOnlyList<(AppointmentCase Case, Sighting? Seen)> sights)
    {
        OfPatient(by.Patient, Seen(by, sights.Select(each => OfPatientBook(each.Case, each.Seen))));
        foreach (var block in sights.SelectMany(each => each.Case.Blocks).Distinct())
        {
            OfBlock(block, Seen(by, sights.Where(each => each.Case.Blocks.Contains(block))
                .Select(each => OfBlockBook(each.Case, each.Seen, block))));
        }
    }

    private Piece Seen(Operation by, IEnumerable<Sight> sights) => new()
    {
        Source = by,
        Low = by.Invoke - rules.ClockDifference,
        High = by.Return + rules.ClockDifference,
        Sights = [.. sights],
    };

    private static Sight OfPatientBook(AppointmentCase each, Sighting? seen) => seen switch
    {
        null => new Sight(each.Stay, SightKind.Never, default),
        { IsLive: true } => new Sight(each.Stay, SightKind.There, Fates.PlaceOf(seen)),
        _ => new Sight(each.Stay, SightKind.Ended, default),
    };

    private static Sight OfBlockBook(AppointmentCase each, Sighting? seen, Guid block) =>
        seen is { IsLive: true } && seen.Block == block
            ? new Sight(each.Stay, SightKind.There, Fates.PlaceOf(seen))
            : new Sight(each.Stay, SightKind.NotHere, default);
}
