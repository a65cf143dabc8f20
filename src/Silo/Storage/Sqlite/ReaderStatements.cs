using Scheduling.Silo.Storage.Sqlite.Reads;

namespace Scheduling.Silo.Storage.Sqlite;

/// <summary>What the reader's connection is used for; all statements live and end with it.</summary>
internal sealed class ReaderStatements
{
    private ReaderStatements(SqliteSession session)
    {
        Session = session;
        Blocks = new BlockLoads(session);
        BlockLists = new BlockLists(session);
        Holds = new HoldLoads(session);
        Calendars = new CalendarLoads(session, Holds);
        Appointments = new AppointmentLoads(session);
        People = new PersonLoads(session);
        Lists = new ListLoads(session);
        OpenBlocks = new OpenBlockLoads(session, Blocks, Holds, People);
    }

    public SqliteSession Session { get; }

    public BlockLoads Blocks { get; }

    public BlockLists BlockLists { get; }

    public HoldLoads Holds { get; }

    public CalendarLoads Calendars { get; }

    public AppointmentLoads Appointments { get; }

    public PersonLoads People { get; }

    public ListLoads Lists { get; }

    public OpenBlockLoads OpenBlocks { get; }

    public static ReaderStatements Open(SqliteStoreOptions options) =>
        SqliteSession.ForReading(options).Use(session => new ReaderStatements(session));
}
