namespace Scheduling.Gateway.Admission;

/// <summary>
/// A request's place in a waiting room. It is given back once, by whoever comes first: the answer, the time limit, or
/// the end of the request. A part of the request, so that it costs no memory of its own.
/// </summary>
internal struct Place
{
    private int held;

    /// <summary>The room in which it was; nothing where the request needs no place.</summary>
    public WaitingRoom? Room { get; private set; }

    public int HospitalId { get; private set; }

    public void Take(WaitingRoom room, int hospitalId)
    {
        Room = room;
        HospitalId = hospitalId;
        Volatile.Write(ref held, 1);
    }

    /// <returns>Whether there was one to give back.</returns>
    public bool GiveBack()
    {
        if (Volatile.Read(ref held) == 0 || Interlocked.Exchange(ref held, 0) == 0)
        {
            return false;
        }

        Room!.Leave();
        return true;
    }
}
