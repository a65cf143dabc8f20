namespace Scheduling.BookingRush;

/// <summary>Where an audit looks for what is really there.</summary>
internal interface ITruth
{
    /// <summary>For people.</summary>
    string Name { get; }

    /// <summary>Every appointment in these blocks, cancelled ones too.</summary>
    /// <returns>Nothing where it cannot list.</returns>
    Task<IReadOnlyList<Stored>?> List(IReadOnlyList<int> blocks, CancellationToken stop);

    /// <summary>Each of these appointments that is there.</summary>
    Task<IReadOnlyList<Stored>> Find(IReadOnlyCollection<Acknowledged> appointments, CancellationToken stop);
}
