CREATE TABLE birds (id INTEGER PRIMARY KEY, name TEXT NOT NULL, species TEXT NOT NULL, aviary INTEGER NOT NULL, hatched INTEGER NOT NULL);
INSERT INTO birds (name, species, aviary, hatched) VALUES
  ('Solomon', 'hoopoe', 3, 2021), ('Bilqis', 'hoopoe', 3, 2022), ('Zip', 'bee-eater', 7, 2023),
  ('Amber', 'bee-eater', 7, 2023), ('Kito', 'roller', 5, 2020), ('Rune', 'hoopoe', 3, 2024),
  ('Pip', 'bee-eater', 7, 2024), ('Mo', 'roller', 5, 2022), ('Sunny', 'bee-eater', 7, 2021),
  ('Olive', 'hoopoe', 4, 2023), ('Tarn', 'kingfisher', 8, 2022), ('Reed', 'hoopoe', 4, 2025),
  ('Ivo', 'bee-eater', 7, 2025), ('Luz', 'hoopoe', 3, 2025), ('Bo', 'kingfisher', 8, 2024);
