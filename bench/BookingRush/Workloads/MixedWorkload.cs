namespace Scheduling.BookingRush;

/// <summary>
/// People as they are: they search, hold a time, fill in the form, double-click, give up, change their minds.
/// </summary>
internal sealed class MixedWorkload(
    Scenario scenario, Area area, Requests requests, Share share, Plan plan, int seed) : IWorkload
{
    private readonly Zipf popularity = new(area.Blocks, scenario.Skew);

    private enum Question
    {
        Block = 1,
        Slot = 2,
        Hold = 3,
        Think = 4,
        DoubleClick = 5,
        GiveUp = 6,
        Reschedule = 7,
        Cancel = 8,
        OtherSlot = 9,
        Look = 10,
    }

    private Requests Make => requests;

    private Scenario Rules => scenario;

    private int Seed => seed;

    public Visit? Arrive(long number) =>
        new Person(this, share.Patient(area, number)) { Number = share.Visitor(number) };

    private string Query(long block) => Searches.Query(plan, area, block, scenario);

    private sealed class Person(MixedWorkload mixed, int patient) : Visit
    {
        private bool hasSearched;
        private bool hasMoved;
        private Step? booking;

        private PeopleHabits Habits => mixed.Rules.People;

        public override Step First() => Requests.Search(this, patient, mixed.Query(Favourite()));

        public override IEnumerable<NextStep> Next(Step step, Heard heard) => step.Act switch
        {
            Act.Search => Choose(heard),
            Act.Hold => heard.Outcome == Outcome.Won ? FillIn(step.Attempt, heard.Hold) : [],
            Act.Book => Look(step, heard).Concat(Booked(step, heard)),
            Act.Reschedule => Look(step, heard)
                .Concat(heard.Outcome is Outcome.Won ? Leave(step, heard.Appointment!.Value) : []),
            Act.Cancel => Look(step, heard),
            Act.Release or Act.Repeat or Act.Read or Act.List => [],
        };

        /// <summary>Takes one of the first free times; who found none goes away.</summary>
        private IEnumerable<NextStep> Choose(Heard heard)
        {
            if (hasSearched || heard.Slots is not { Count: > 0 } slots)
            {
                return [];
            }

            hasSearched = true;
            var chosen = slots[(int)(Answer(Question.Slot) * Math.Min(slots.Count, 10))] with { Patient = patient };
            return Does(Question.Hold, Habits.Hold)
                ? [new NextStep(mixed.Make.Hold(this, chosen), TimeSpan.Zero)]
                : FillIn(chosen, null);
        }

        private IEnumerable<NextStep> FillIn(Attempt chosen, Guid? hold)
        {
            var thinking = TimeSpan.FromSeconds(Habits.ThinkSeconds * (0.5 + Answer(Question.Think)));
            if (Does(Question.GiveUp, Habits.GiveUp))
            {
                return hold is { } kept ? [new NextStep(mixed.Make.Release(this, kept, chosen), thinking)] : [];
            }

            booking = mixed.Make.Book(this, chosen, hold);
            // A double-click without a key would be two bookings, of which one is refused: that is no echo.
            return Does(Question.DoubleClick, Habits.DoubleClick) && booking.Key is not null
                ? [new NextStep(booking, thinking), new NextStep(Requests.Repeat(booking), thinking)]
                : [new NextStep(booking, thinking)];
        }

        private IEnumerable<NextStep> Booked(Step step, Heard heard)
        {
            if (heard is not { Outcome: Outcome.Won, Appointment: { } appointment })
            {
                return [];
            }

            var later = TimeSpan.FromSeconds(Habits.ThinkSeconds);
            if (!hasMoved && Does(Question.Reschedule, Habits.Reschedule))
            {
                hasMoved = true;
                return [new NextStep(mixed.Make.Reschedule(this, appointment, Other(step.Attempt)), later)];
            }

            return Leave(step, appointment);
        }

        private IEnumerable<NextStep> Leave(Step step, Guid appointment) => Does(Question.Cancel, Habits.Cancel)
            ? [new NextStep(
                Requests.Cancel(this, appointment, step.Attempt), TimeSpan.FromSeconds(Habits.ThinkSeconds))]
            : [];

        private IEnumerable<NextStep> Look(Step step, Heard heard) =>
            heard is { Outcome: Outcome.Won, Appointment: { } appointment } && Does(Question.Look, Habits.Look)
                ?
                [
                    new NextStep(mixed.Make.List(this, step.Attempt), TimeSpan.Zero),
                    new NextStep(Requests.Read(this, appointment, step.Attempt), TimeSpan.Zero),
                ]
                : [];

        private Attempt Other(Attempt attempt) =>
            attempt with { Slot = (int)(Answer(Question.OtherSlot) * mixed.Rules.Slots) };

        private long Favourite() => mixed.popularity.Pick(Answer(Question.Block));

        private bool Does(Question question, double probability) => Answer(question) < probability;

        private double Answer(Question question) => Chance.Of(mixed.Seed, Number, (int)question);
    }
}
