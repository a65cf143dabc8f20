namespace Scheduling.Comparison;

/// <summary>Everything that was measured, and what it came to.</summary>
internal sealed class Figures(IReadOnlyList<Measurement> measurements)
{
    public IReadOnlyList<Measurement> All => measurements;

    public bool Has(Contestant contestant, Exercise exercise) => Of(contestant, exercise).Any();

    public IEnumerable<Measurement> Of(Contestant contestant, Exercise exercise) =>
        measurements.Where(each => each.Contestant == contestant && each.Exercise == exercise);

    /// <returns>Nothing where it was not measured.</returns>
    public Spread? Over(Contestant contestant, Exercise exercise, Func<Measurement, double?> value) =>
        Spread.Of(Of(contestant, exercise).Select(value).OfType<double>());

    /// <summary>
    /// Two things that were measured in the same rounds, one divided by the other within each: what the machine did to
    /// one round it did to both.
    /// </summary>
    public Spread? Ratio(Subject one, Subject other) => Spread.Of(
        from above in Of(one.Who, one.What)
        join below in Of(other.Who, other.What) on above.Round equals below.Round
        let value = one.Quantity.Of(above)
        let divisor = other.Quantity.Of(below)
        where value is not null && divisor is not null && divisor != 0
        select value.Value / divisor.Value);
}

/// <summary>What is looked at: whose, in which exercise.</summary>
internal sealed record Subject(Contestant Who, Exercise What, Quantity Quantity);
