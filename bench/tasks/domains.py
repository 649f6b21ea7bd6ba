"""What a world is about, as data: words for pages, files and tables. Development and held-out worlds share no domain."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Domain:
    key: str
    org: str                      # name of the organisation, {} is a place
    item: str                     # what it offers, singular and plural
    items: str
    first: tuple                  # words that make item names
    second: tuple
    groups: tuple
    group_label: str
    measure: tuple                # label, unit, lowest, highest
    price_label: str
    place: str                    # word for a site of the organisation, plural in `places`
    places: str
    person: str                   # word for a row of the people table, plural in `people`
    people: str
    event: str
    events: str
    paths: dict                   # folders of the site: items, news, help
    notes: str                    # folders of files/
    letters: str
    drafts: str
    tables: dict                  # a, b, c, extra: (name, columns)
    quantity: str                 # what the number of an event counts
    problems: tuple               # meanings of the codes on the help page


_DEV = (
    Domain('library', '{} Public Library', 'book', 'books',
           ('Salt', 'Winter', 'Borrowed', 'Paper', 'Crooked', 'Distant', 'Velvet', 'Seventh'),
           ('Harbour', 'Orchard', 'Letters', 'Compass', 'Stairs', 'Almanac', 'Bridge', 'Garden'),
           ('travel', 'history', 'poetry', 'crime', 'science'), 'genre', ('number of pages', 'pages', 112, 780), 'Replacement fee',
           'branch', 'branches', 'borrower', 'borrowers', 'loan', 'loans',
           {'items': 'catalogue', 'news': 'bulletin', 'help': 'helpdesk'}, 'minutes', 'letters', 'drafts',
           {'a': ('books', ('id', 'title', 'genre', 'pages', 'fee')), 'b': ('borrowers', ('id', 'full_name', 'town', 'joined')),
            'c': ('loans', ('id', 'book_id', 'borrower_id', 'taken_on', 'days')), 'extra': ('shelves', ('shelf_code', 'floor'))},
           'days', ('card has expired', 'item is reserved', 'barcode unreadable', 'loan limit reached', 'reader account locked', 'returned to wrong branch')),
    Domain('bus', '{} Bus Company', 'line', 'lines',
           ('Heron', 'Magpie', 'Kingfisher', 'Swallow', 'Plover', 'Wren', 'Curlew', 'Jackdaw'),
           ('Express', 'Loop', 'Shuttle', 'Link', 'Nightrider', 'Connector', 'Flyer', 'Rambler'),
           ('north', 'south', 'coast', 'hills'), 'zone', ('journey time', 'minutes', 23, 148), 'Day fare',
           'depot', 'depots', 'driver', 'drivers', 'trip', 'trips',
           {'items': 'lines', 'news': 'updates', 'help': 'service'}, 'meetings', 'complaints', 'posters',
           {'a': ('routes', ('route_no', 'route_name', 'zone', 'minutes', 'fare')), 'b': ('drivers', ('badge', 'name', 'home_depot', 'hired')),
            'c': ('trips', ('trip_id', 'route_no', 'badge', 'run_date', 'passengers')), 'extra': ('vehicles', ('plate', 'seats'))},
           'passengers', ('ticket not valid here', 'printer out of paper', 'door sensor fault', 'seat heating off', 'card reader offline', 'route sign stuck')),
    Domain('bakery', '{} Bakery', 'loaf', 'loaves',
           ('Rye', 'Spelt', 'Walnut', 'Rosemary', 'Barley', 'Honey', 'Poppy', 'Buckwheat'),
           ('Crown', 'Braid', 'Wheel', 'Batard', 'Cottage', 'Plait', 'Boule', 'Bloomer'),
           ('sourdough', 'yeasted', 'sweet', 'gluten-free'), 'kind', ('weight', 'grams', 310, 1480), 'Price',
           'stall', 'stalls', 'client', 'clients', 'delivery', 'deliveries',
           {'items': 'range', 'news': 'diary', 'help': 'oven-help'}, 'recipes', 'orders', 'labels',
           {'a': ('breads', ('bread_id', 'bread', 'kind', 'grams', 'price')), 'b': ('clients', ('client_id', 'client', 'village', 'since')),
            'c': ('deliveries', ('no', 'bread_id', 'client_id', 'delivered', 'loaves')), 'extra': ('ovens', ('oven', 'shelves'))},
           'loaves', ('oven too cold', 'steam valve closed', 'dough probe missing', 'timer not set', 'fan blocked', 'lamp needs changing')),
)
_HELD = (
    Domain('observatory', '{} Observatory', 'instrument', 'instruments',
           ('Altair', 'Castor', 'Deneb', 'Mira', 'Rigel', 'Vega', 'Procyon', 'Bellatrix'),
           ('Refractor', 'Reflector', 'Astrograph', 'Spectroscope', 'Photometer', 'Heliograph', 'Dish', 'Camera'),
           ('optical', 'radio', 'infrared', 'solar'), 'band', ('aperture', 'millimetres', 84, 1930), 'Nightly rate',
           'dome', 'domes', 'observer', 'observers', 'session', 'sessions',
           {'items': 'instruments', 'news': 'circulars', 'help': 'night-desk'}, 'nightlogs', 'proposals', 'charts',
           {'a': ('instruments', ('inst_id', 'label', 'band', 'aperture_mm', 'rate')), 'b': ('observers', ('obs_id', 'observer', 'institute', 'first_visit')),
            'c': ('sessions', ('session_no', 'inst_id', 'obs_id', 'night', 'exposures')), 'extra': ('filters', ('filter_code', 'width_nm'))},
           'exposures', ('guide star lost', 'shutter jammed', 'humidity too high', 'dome out of step', 'cooling failed', 'focus not reached')),
    Domain('clinic', '{} Day Clinic', 'treatment', 'treatments',
           ('Gentle', 'Deep', 'Short', 'Thermal', 'Guided', 'Seated', 'Manual', 'Extended'),
           ('Massage', 'Stretching', 'Inhalation', 'Traction', 'Bath', 'Consultation', 'Taping', 'Breathing'),
           ('back', 'knee', 'shoulder', 'general'), 'area', ('duration', 'minutes', 17, 96), 'Fee',
           'practice', 'practices', 'patient', 'patients', 'appointment', 'appointments',
           {'items': 'treatments', 'news': 'notices', 'help': 'reception'}, 'handovers', 'referrals', 'leaflets',
           {'a': ('treatments', ('code_id', 'treatment', 'area', 'duration_min', 'fee')), 'b': ('patients', ('patient_id', 'patient_name', 'district', 'registered')),
            'c': ('appointments', ('appt_id', 'code_id', 'patient_id', 'held_on', 'waiting_min')), 'extra': ('rooms', ('room', 'beds'))},
           'waiting minutes', ('referral missing', 'insurance card expired', 'room double booked', 'therapist absent', 'form not signed', 'equipment in repair')),
    Domain('garden', '{} Botanical Garden', 'plant', 'plants',
           ('Weeping', 'Dwarf', 'Golden', 'Trailing', 'Alpine', 'Spotted', 'Silk', 'Bearded'),
           ('Iris', 'Maple', 'Fern', 'Gentian', 'Willow', 'Anemone', 'Juniper', 'Magnolia'),
           ('rockery', 'pond', 'woodland', 'glasshouse'), 'bed', ('height', 'centimetres', 14, 940), 'Cutting price',
           'gate', 'gates', 'sponsor', 'sponsors', 'planting', 'plantings',
           {'items': 'plants', 'news': 'journal', 'help': 'gardeners'}, 'rounds', 'requests', 'signs',
           {'a': ('plants', ('plant_no', 'plant', 'bed', 'height_cm', 'cutting_price')), 'b': ('sponsors', ('sponsor_no', 'sponsor', 'parish', 'since_day')),
            'c': ('plantings', ('planting_no', 'plant_no', 'sponsor_no', 'planted', 'seedlings')), 'extra': ('tools_shed', ('tool_name', 'stock'))},
           'seedlings', ('pump not primed', 'frost sensor wet', 'vent will not open', 'label faded', 'compost too warm', 'misting nozzle clogged')),
)

PLACES = ('Ashcombe', 'Birkholm', 'Calder Vale', 'Dorrigo', 'Ettersby', 'Fernhollow', 'Gresham', 'Hartwick', 'Inverlee', 'Jarrowby', 'Kelmore', 'Lindqvist')
TOWNS = ('Porto', 'Lund', 'Graz', 'Bergen', 'Leuven', 'Vigo', 'Turku', 'Zadar', 'Delft', 'Siena', 'Tartu', 'Metz')
GIVEN = ('Agnes', 'Boris', 'Carla', 'Dmitri', 'Elif', 'Fabian', 'Greta', 'Hugo', 'Ines', 'Jonas', 'Katya', 'Lars', 'Mona', 'Nils', 'Olga', 'Petra', 'Quentin', 'Rosa', 'Stellan', 'Thea')
FAMILY = ('Abernathy', 'Bielski', 'Castellan', 'Drummond', 'Eklund', 'Fairweather', 'Grigorian', 'Hollis', 'Ishikawa', 'Jurgens', 'Kowalczyk', 'Lindgren', 'Marchetti', 'Novotny', 'Okafor', 'Pemberton')
DEPARTMENTS = ('Front desk', 'Accounts', 'Workshop', 'Press office', 'Lost property', 'Education office')
THINGS = ('copper kettle', 'green ladder', 'brass bell', 'wicker trolley', 'spare generator', 'oak bench', 'label printer', 'rain barrel', 'blue awning', 'long extension cable')
FILLER = ('Visitors are asked to use the side entrance while the yard is being paved.',
          'Most questions are answered within two working days.',
          'The building has step-free access and a small cloakroom.',
          'Photographs for private use are welcome.',
          'Our volunteers wear green badges and are happy to help.',
          'Dogs on a lead may wait in the courtyard.',
          'The car park fills early at weekends, so please come by train if you can.',
          'Groups should announce themselves a week ahead.',
          'This page is looked after by the web team.')
MONTHS = ('January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December')
WEEKDAYS = ('Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday')


def split_of(seed: int) -> str:
    return 'dev' if seed < 100 else 'held'


def domain_of(seed: int) -> Domain:
    pool = _DEV if split_of(seed) == 'dev' else _HELD
    return pool[(seed % 100 - 1) % len(pool)]
